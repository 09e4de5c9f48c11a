-- One row a link in the claim's chain of attribution, outermost first.
select * exclude (claim_id)
from attributions
where claim_id = $id
order by depth, attribution;
