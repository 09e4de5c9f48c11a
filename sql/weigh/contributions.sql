-- One row a rule that fired on a claim, at the weight it has in `rules`: what stands in the place of `contributions` from here on.
create temporary view contributions as
select c.* replace (r.weight as weight, c.strength * r.weight as bits)
from serve.main.contributions as c
inner join rules as r on c.rule_id = r.rule_id;
