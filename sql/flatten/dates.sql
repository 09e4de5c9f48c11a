-- One row a calendar date in a claim.
insert into dates
with opened as (
    select
        claim_id,
        unnest(dates) as d
    from read_claims
)

select distinct on (claim_id, d.start)
    claim_id,
    d.start,
    d.stop,
    d.year,
    d.month,
    d.day
from opened
order by claim_id asc, d.start asc, d.stop desc;
