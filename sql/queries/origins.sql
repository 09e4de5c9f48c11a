-- One row an origin behind the proposition, established ones first, then those that most claims rest on.
select * exclude (proposition_id)
from origins
where proposition_id = $id
order by established desc, claims desc, origin_id asc
limit $at_most;
