-- One row a rule that fired on a claim: finding times weight, as far as its family's bounds leave room, the greatest effect first.
insert into contributions
with weighed as (
    select
        f.claim_id,
        f.rule_id,
        p.family,
        f.strength,
        p.weight,
        f.strength * p.weight as whole,
        p.floor,
        p.cap,
        f.because,
        f.evidence
    from findings as f
    inner join policy as p on f.rule_id = p.rule_id
    where f.strength > 0 and p.bounded
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
    f.claim_id,
    f.rule_id,
    p.family,
    f.strength,
    p.weight,
    f.strength * p.weight as bits,
    f.because,
    f.evidence
from findings as f
inner join policy as p on f.rule_id = p.rule_id
where f.strength > 0 and not p.bounded
union all
select
    claim_id,
    rule_id,
    family,
    strength,
    weight,
    greatest(least(so_far, cap), floor) - greatest(least(so_far - whole, cap), floor) as bits,
    because,
    evidence
from summed;
