-- One row a rule that fired on a claim: finding times weight.
insert into contributions
select
    f.claim_id,
    f.rule_id,
    r.family,
    f.strength,
    r.weight,
    f.strength * r.weight as bits,
    f.because,
    f.evidence
from findings as f
inner join rules as r on f.rule_id = r.rule_id
where f.strength > 0
order by f.claim_id, f.rule_id;
