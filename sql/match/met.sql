-- One row two items that meet, one of which may meet others than before: all pairs of a small block that is telling or whose items share
-- most of their terms, and of a crowded one each item with the block's seniors.
create or replace temporary table met as
with crowded as (
    select
        b.key,
        b.item,
        b.is_touched,
        row_number() over (
            partition by b.key order by i.established desc, i.document_name asc, i.place asc, i.claim_id asc, i.part asc
        ) as place
    from blocks as b
    inner join matching.items as i on b.item = i.item
    where b.is_crowded
),

seniors as (
    select *
    from crowded
    where place <= $seniors
),

shared as (
    select
        a.item,
        b.item as other,
        bool_or(a.is_telling and b.is_telling) as is_telling
    from blocks as a
    inner join blocks as b on a.key = b.key and a.item < b.item
    where not a.is_crowded and (a.is_touched or b.is_touched)
    group by a.item, b.item
),

doubtful as (
    select
        s.item,
        s.other,
        len(list_intersect(a.ties, b.ties)) as common,
        least(len(a.ties), len(b.ties)) as fewer
    from shared as s
    inner join matching.items as a on s.item = a.item
    inner join matching.items as b on s.other = b.item
    where not s.is_telling
)

select
    item,
    other
from shared
where is_telling
union all
select
    item,
    other
from doubtful
where common >= $share * fewer
union
select
    least(a.item, b.item) as item,
    greatest(a.item, b.item) as other
from seniors as a
inner join crowded as b on a.key = b.key and a.place < b.place
where a.is_touched or b.is_touched;
