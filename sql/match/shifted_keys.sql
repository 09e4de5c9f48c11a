-- One row a key that an item which is edited had, or has among its keys of two words now: more or fewer may share it than before.
create or replace temporary table shifted_keys as
select key
from known_keys
where not is_whole
union
select k.key
from matching.meeting_keys as k
semi join edited as e on k.item = e.item;
