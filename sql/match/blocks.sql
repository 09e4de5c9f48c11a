-- One row an item and a key that others share. Only keys of nearly all words may be shared by very many.
create or replace temporary table blocks as
with meeting as (
    select key
    from meeting_sizes
    where size <= $most
),

refined as (
    select key
    from refined_keys
    group by key
    having count(*) between 2 and $most
),

whole as (
    select
        key,
        count(*) > $most as is_crowded
    from whole_keys
    group by key
    having count(*) > 1
)

select
    k.item,
    k.key,
    false as is_crowded
from meeting_keys as k
inner join meeting as s on k.key = s.key
union all
select
    k.item,
    k.key,
    false as is_crowded
from refined_keys as k
inner join refined as s on k.key = s.key
union all
select
    k.item,
    k.key,
    s.is_crowded
from whole_keys as k
inner join whole as s on k.key = s.key;
