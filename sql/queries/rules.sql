-- One row a rule: the scoring policy.
select * replace (weight::double as weight)
from rules
order by rule_id;
