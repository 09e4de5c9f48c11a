-- One row a number with its unit in a claim.
insert into quantities
with opened as (
    select
        claim_id,
        unnest(quantities) as q
    from read_claims
)

select distinct on (claim_id, q.start)
    claim_id,
    q.start,
    q.stop,
    q.value,
    q.unit,
    q.approximate,
    q.low,
    q.high
from opened
order by claim_id asc, q.start asc, q.stop desc;
