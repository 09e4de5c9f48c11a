-- One row an item and a key of two words that one whose keys of three words are made anew shares.
create or replace temporary table near_meeting_keys as
with wanted as (
    select k.key
    from matching.meeting_keys as k
    semi join remade as r on k.item = r.item
)

select
    k.key,
    k.item
from matching.meeting_keys as k
semi join wanted as w on k.key = w.key;
