-- One row an item whose proposition may be another than before: it came or went, other claims stand behind it, or it is related otherwise.
create or replace temporary table affected as
select item
from arrived_items
union
select item
from left_items
union
select unnest([item, other]) as item
from newly_related
union
select unnest([item, other]) as item
from lost;
