-- One row an item and a key that others share. Only keys of nearly all words may be shared by very many; but what established documents say
-- meets in a crowd as if nobody else were in it, so that no flood of unknown documents comes between them. What few share is telling by
-- itself: two that meet under it are compared whatever else they share.
create or replace temporary table blocks as
with sizes as (
    select
        k.key,
        count(*) as size
    from near_keys as k
    inner join matching.items as i on k.item = i.item
    group by k.key
    having count(*) > 1 and (count(*) <= $most or count(*) filter (where i.standing > 0) between 2 and $most)
),

whole as (
    select
        key,
        count(*) > $most as is_crowded
    from near_whole_keys
    group by key
    having count(*) > 1
),

shared as (
    select
        k.item,
        k.key,
        i.standing > 0 as is_established,
        i.kind <> 'statement' as is_part,
        s.size
    from near_keys as k
    inner join sizes as s on k.key = s.key
    inner join matching.items as i on k.item = i.item
),

blocked as (
    select
        item,
        key,
        false as is_crowded,
        size <= $few or is_established or is_part as is_telling
    from shared
    where size <= $most or is_established
    union all
    select
        k.item,
        k.key,
        s.is_crowded,
        true as is_telling
    from near_whole_keys as k
    inner join whole as s on k.key = s.key
)

select
    b.item,
    b.key,
    b.is_crowded,
    b.is_telling,
    t.item is not null as is_touched
from blocked as b
left join touched as t on b.item = t.item;
