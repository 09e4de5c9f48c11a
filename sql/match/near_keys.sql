-- One row an item and a key of two or three words that an item that may meet others than before shares.
create or replace temporary table near_keys as
with wanted as (
    select k.key
    from matching.meeting_keys as k
    semi join touched as t on k.item = t.item
    union all
    select k.key
    from matching.refined_keys as k
    semi join touched as t on k.item = t.item
)

select
    k.key,
    k.item
from matching.meeting_keys as k
semi join wanted as w on k.key = w.key
union all
select
    k.key,
    k.item
from matching.refined_keys as k
semi join wanted as w on k.key = w.key;
