-- One row a rule with its exact weight in the profile of that name; without a name, in the scoring policy.
select
    rule_id,
    weight
from rules
where $profile::varchar is null
union all
select
    rule_id,
    weight
from profiles
where profile = $profile::varchar
order by rule_id;
