-- One row a rule that fired on the claim: its ledger, the greatest effect first.
select
    c.rule_id,
    r.title,
    c.family,
    c.strength::double as strength,
    c.weight::double as weight,
    c.bits::double as bits,
    c.because,
    c.evidence
from contributions as c
inner join rules as r on c.rule_id = r.rule_id
where c.claim_id = $id
order by abs(c.bits) desc, c.rule_id asc;
