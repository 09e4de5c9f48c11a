-- One row an item and a key of nearly all its words: of all of a statement's rarest terms, and of all but one, so that light edits of one
-- wording meet however many there are of them; of all that a part of a claim is about and is near.
create or replace temporary table whole_keys as
select
    item,
    hash(scope, ties, names) as key
from items
where kind <> 'statement' or len(ties) > 1
union all
select
    item,
    unnest(list_transform(range(len(ties)), lambda gap: hash(scope, list_concat(ties[:gap], ties[gap + 2:])))) as key
from items
where kind = 'statement' and len(ties) > 3;
