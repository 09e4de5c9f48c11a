-- One row an item and a key that others share. Only keys of nearly all words may be shared by very many; but what established documents say
-- meets in a crowd as if nobody else were in it, so that no flood of unknown documents comes between them. What few share is telling by
-- itself: two that meet under it are compared whatever else they share.
create or replace temporary table blocks as
with worded as (
    select
        k.item,
        k.key,
        i.standing > 0 as is_established,
        i.kind <> 'statement' as is_part
    from meeting_keys as k
    inner join meeting_sizes as s on k.key = s.key
    inner join items as i on k.item = i.item
    union all
    select
        k.item,
        k.key,
        i.standing > 0 as is_established,
        i.kind <> 'statement' as is_part
    from refined_keys as k
    inner join items as i on k.item = i.item
),

sizes as (
    select
        key,
        count(*) as size,
        count(*) filter (where is_established) as established
    from worded
    group by key
    having count(*) > 1 and (count(*) <= $most or count(*) filter (where is_established) between 2 and $most)
),

whole as (
    select
        key,
        count(*) > $most as is_crowded
    from whole_keys
    group by key
    having count(*) > 1
),

met as (
    select
        w.item,
        w.key,
        w.is_established,
        w.is_part,
        s.size
    from worded as w
    inner join sizes as s on w.key = s.key
)

select
    item,
    key,
    false as is_crowded,
    size <= $few or is_established or is_part as is_telling
from met
where size <= $most or is_established
union all
select
    k.item,
    k.key,
    s.is_crowded,
    true as is_telling
from whole_keys as k
inner join whole as s on k.key = s.key;
