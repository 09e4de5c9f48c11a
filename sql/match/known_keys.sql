-- One row an item that is edited and a key that it had.
create or replace temporary table known_keys as
with keyed as (
    select
        k.key,
        k.item,
        false as is_whole
    from matching.meeting_keys as k
    semi join edited as e on k.item = e.item
    union all
    select
        k.key,
        k.item,
        false as is_whole
    from matching.refined_keys as k
    semi join edited as e on k.item = e.item
    union all
    select
        k.key,
        k.item,
        true as is_whole
    from matching.whole_keys as k
    semi join edited as e on k.item = e.item
)

select
    k.key,
    k.item,
    k.is_whole,
    i.standing > 0 as is_established
from keyed as k
inner join matching.items as i on k.item = i.item;
