-- One row a key of two words that several items share, and how many do.
create or replace temporary table meeting_sizes as
select
    key,
    count(*) as size
from meeting_keys
group by key
having count(*) > 1;
