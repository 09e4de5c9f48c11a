-- One row an item and a key of two words: every two terms of a statement; for a part each word it is about with each name nearby.
create or replace temporary table meeting_keys as
with tied as (
    select
        item,
        kind,
        scope,
        unnest(ties) as word
    from items
),

named as (
    select
        item,
        unnest(names) as word
    from items
    where kind <> 'statement'
)

select
    a.item,
    hash(a.scope, a.word, b.word) as key
from tied as a
inner join tied as b on a.item = b.item and a.word < b.word
where a.kind = 'statement'
union all
select
    a.item,
    hash(a.scope, a.word, b.word) as key
from tied as a
inner join named as b on a.item = b.item;
