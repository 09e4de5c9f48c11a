-- One row an item whose keys of three words are made anew: it is edited, or one of its keys of two words came to be shared by too many, or
-- no longer is.
create or replace temporary table remade as
select item
from edited
union
select k.item
from matching.meeting_keys as k
semi join crowding as c on k.key = c.key;
