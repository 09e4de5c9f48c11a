-- One row an item that no claim stands behind any more.
create or replace temporary table left_items as
select i.item
from matching.items as i
semi join gone_claims as g on i.claim_id = g.claim_id
where i.part >= 0
union all
select i.item
from matching.items as i
semi join reworded as w on i.content = w.wording
anti join arrived_items as a on i.item = a.item
where i.part < 0;
