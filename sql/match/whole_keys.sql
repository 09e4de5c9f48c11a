-- One row an item that is edited and a key of nearly all its words: of all of a statement's rarest terms, and of all but one, so that light
-- edits of one wording meet however many there are of them; of all that a part of a claim is about and is near.
insert into matching.whole_keys
select
    hash(scope, ties, names) as key,
    item
from arrived_items
where is_edited and (kind <> 'statement' or len(ties) > 1)
union all
select
    unnest(list_transform(range(len(ties)), lambda gap: hash(scope, list_concat(ties[:gap], ties[gap + 2:])))) as key,
    item
from arrived_items
where is_edited and kind = 'statement' and len(ties) > 3;
