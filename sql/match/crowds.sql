-- One row a key of two words that too many share.
create or replace temporary table crowds as
select key
from near_meeting_keys
group by key
having count(*) > $most;
