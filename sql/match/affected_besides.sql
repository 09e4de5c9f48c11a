-- One row more an item that is the same as one whose proposition may be another, or that is the same part of its claim by its place.
insert into affected
with either_way as (
    select
        item,
        other
    from matching.related
    where relation = 'same'
    union all
    select
        other as item,
        item as other
    from matching.related
    where relation = 'same'
),

siblings as (
    select
        a.item,
        b.item as other
    from matching.items as a
    inner join matching.items as b
        on a.claim_id = b.claim_id and a.kind = b.kind and a.start = b.start and a.stop = b.stop and a.item <> b.item
    semi join affected as f on a.item = f.item
)

select e.other as item
from either_way as e
semi join affected as f on e.item = f.item
anti join affected as k on e.other = k.item
union
select s.other as item
from siblings as s
anti join affected as k on s.other = k.item;
