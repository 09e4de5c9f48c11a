-- One row a pair of items that share a key: all pairs of a small block, and of a large one each item with the block's first twenty.
-- Items are numbered by seniority, so the first of a block are those that others would be copies of.
create or replace temporary table candidates as
with held as (
    select distinct
        item,
        key
    from item_keys
),

placed as (
    select
        item,
        key,
        row_number() over (partition by key order by item) as place,
        count(*) over (partition by key) as size
    from held
)

select distinct
    a.item as item,
    b.item as other
from placed as a
inner join placed as b on a.key = b.key and a.item < b.item
where a.size <= 200 or a.place <= 20;
