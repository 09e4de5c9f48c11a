-- One row a claim and what is summed of it, the claim itself or its utterance: bits, score, and the word for it. score is
-- 1 / (1 + 2^-bits), to six decimals.
create temporary table sums as
with added as (
    select
        claim_id,
        'claim' as sum_of,
        sum(bits) as bits
    from contributions
    group by claim_id
    union all
    select
        claim_id,
        'utterance' as sum_of,
        sum(bits) as bits
    from utterance_grounds
    group by claim_id
),

scored as (
    select
        claim_id,
        sum_of,
        bits,
        round(1 / (1 + pow(2.0, -bits::double)), 6) as score
    from added
)

select
    s.claim_id,
    s.sum_of,
    s.bits,
    s.score,
    w.word as icd203,
    w.low as icd203_low,
    w.high as icd203_high
from scored as s
asof inner join icd203 as w on greatest(s.score, (select min(i.low) from icd203 as i)) >= w.low;
