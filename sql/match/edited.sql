-- One row an item that came, went, or meets others under another claim than before.
create or replace temporary table edited as
select item
from arrived_items
where is_edited
union all
select item
from left_items;
