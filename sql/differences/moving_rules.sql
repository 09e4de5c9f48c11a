-- One row a rule: on how many of the claims that both hold its bits are others, and how far it moved them in all.
select
    coalesce(e.rule_id, l.rule_id) as rule_id,
    count(*) as claims,
    sum(coalesce(l.bits, 0) - coalesce(e.bits, 0))::double as bits
from earlier_contributions as e
full join later_contributions as l on e.claim_id = l.claim_id and e.rule_id = l.rule_id
where
    e.bits is distinct from l.bits
    and coalesce(e.claim_id, l.claim_id) in (select b.claim_id from earlier_claims as b)
    and coalesce(e.claim_id, l.claim_id) in (select s.claim_id from later_claims as s)
group by all
order by claims desc, rule_id asc;
