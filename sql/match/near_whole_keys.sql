-- One row an item and a key of nearly all its words that an item that may meet others than before shares.
create or replace temporary table near_whole_keys as
with wanted as (
    select k.key
    from matching.whole_keys as k
    semi join touched as t on k.item = t.item
)

select
    k.key,
    k.item
from matching.whole_keys as k
semi join wanted as w on k.key = w.key;
