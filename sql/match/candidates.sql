-- One row a pair of items that share a key: all pairs of a small block, and of a large one each item with its least.
create or replace temporary table candidates as
with blocks as (
    select
        key,
        min(item) as least,
        count(*) <= 200 as small
    from item_keys
    group by key
    having count(*) > 1
)

select distinct
    a.item as item,
    b.item as other
from blocks as k
inner join item_keys as a on k.key = a.key and (k.small or k.least = a.item)
inner join item_keys as b on k.key = b.key and a.item < b.item;
