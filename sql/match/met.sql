-- One row two items that meet: all pairs of a small block, and of a crowded one each item with the block's seniors.
create or replace temporary table met as
with crowded as (
    select
        b.key,
        b.item,
        row_number() over (partition by b.key order by i.seniority) as place
    from blocks as b
    inner join items as i on b.item = i.item
    where b.is_crowded
),

seniors as (
    select
        key,
        item,
        place
    from crowded
    where place <= $seniors
)

select
    a.item as item,
    b.item as other
from blocks as a
inner join blocks as b on a.key = b.key and a.item < b.item
where not a.is_crowded
union
select
    least(a.item, b.item) as item,
    greatest(a.item, b.item) as other
from seniors as a
inner join crowded as b on a.key = b.key and a.place < b.place;
