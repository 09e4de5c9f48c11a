-- One row an item that is edited and a key of two words: every two terms of a statement; for a part each word it is about with each name
-- nearby.
insert into matching.meeting_keys
with tied as (
    select
        item,
        kind,
        hash(scope) as scope,
        unnest(list_transform(ties, lambda word: hash(word))) as word
    from arrived_items
    where is_edited
),

named as (
    select
        item,
        unnest(list_transform(names, lambda word: hash(word))) as word
    from arrived_items
    where is_edited and kind <> 'statement'
)

select
    hash(a.scope, a.word, b.word) as key,
    a.item
from tied as a
inner join tied as b on a.item = b.item and a.word < b.word
where a.kind = 'statement'
union all
select
    hash(a.scope, a.word, b.word) as key,
    a.item
from tied as a
inner join named as b on a.item = b.item;
