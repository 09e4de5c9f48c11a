-- One row a claim that has contributions: its bits and its score, 1 / (1 + 2^-bits), to six decimals.
create temporary table sums as
with added as (
    select
        claim_id,
        sum(bits) as bits
    from contributions
    group by claim_id
)

select
    claim_id,
    bits,
    round(1 / (1 + pow(2.0, -bits::double)), 6) as score
from added;
