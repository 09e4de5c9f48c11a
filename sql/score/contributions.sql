-- One row a rule that fired on a claim: finding times weight, as far as its family's bounds leave room, the greatest effect first.
insert into contributions
with weighed as (
    select
        f.claim_id,
        f.rule_id,
        r.family,
        f.strength,
        r.weight,
        f.strength * r.weight as whole,
        f.because,
        f.evidence
    from findings as f
    inner join rules as r on f.rule_id = r.rule_id
    where f.strength > 0
),

summed as (
    select
        *,
        sum(whole) over (
            partition by claim_id, family
            order by abs(whole) desc, rule_id asc
            rows unbounded preceding
        ) as so_far
    from weighed
)

select
    s.claim_id,
    s.rule_id,
    s.family,
    s.strength,
    s.weight,
    greatest(least(s.so_far, g.cap), g.floor) - greatest(least(s.so_far - s.whole, g.cap), g.floor) as bits,
    s.because,
    s.evidence
from summed as s
inner join families as g on s.family = g.family
order by s.claim_id, s.rule_id;
