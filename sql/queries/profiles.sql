-- One row a rule that a profile weighs otherwise than the scoring policy does.
select * replace (weight::double as weight)
from profiles
order by profile, rule_id;
