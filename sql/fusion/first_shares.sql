-- One row a value: its share of the item's votes, each source counting one. Where weighing begins.
create or replace temporary table shares as
select
    value_no,
    item_no,
    parts / item_parts as share
from item_values
order by value_no;
