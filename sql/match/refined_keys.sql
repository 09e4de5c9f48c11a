-- One row an item and a key of three words, where too many share two of them.
create or replace temporary table refined_keys as
with crowds as (
    select key
    from meeting_sizes
    where size > $most
),

crowded as (
    select
        k.item,
        k.key
    from meeting_keys as k
    inner join crowds as s on k.key = s.key
),

worded as (
    select
        item,
        unnest(list_distinct(list_concat(ties, names))) as word
    from items
)

select
    c.item,
    hash(c.key, w.word) as key
from crowded as c
inner join worded as w on c.item = w.item;
