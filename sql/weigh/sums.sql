-- One row a rated claim under the weights of `policy`: bits, score, and the word for it. What a family does is one sum within its bounds,
-- which is what its contributions come to, in whatever order they count.
create temporary table sums as
with effects as (
    select
        f.claim_id,
        f.strength * p.weight as bits
    from findings as f
    inner join policy as p on f.rule_id = p.rule_id
    where not p.bounded
    union all
    select
        f.claim_id,
        greatest(least(sum(f.strength * p.weight), any_value(p.cap)), any_value(p.floor)) as bits
    from findings as f
    inner join policy as p on f.rule_id = p.rule_id
    where p.bounded
    group by f.claim_id, p.family
),

scored as (
    select
        claim_id,
        sum(bits) as bits,
        round(1 / (1 + pow(2.0, -sum(bits)::double)), 6) as score
    from effects
    group by claim_id
)

select
    s.claim_id,
    s.bits,
    s.score,
    w.word as icd203,
    w.low as icd203_low,
    w.high as icd203_high
from scored as s
asof inner join icd203 as w on greatest(s.score, (select min(i.low) from icd203 as i)) >= w.low;
