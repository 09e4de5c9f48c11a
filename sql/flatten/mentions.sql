-- One row a cue in a claim.
insert into mentions
with opened as (
    select
        claim_id,
        unnest(mentions) as m
    from read_claims
)

select distinct on (claim_id, m.start, m.kind)
    claim_id,
    m.start,
    m.stop,
    m.kind,
    m.cue,
    m.holder,
    m.certainty,
    m.low,
    m.high
from opened
order by claim_id asc, m.start asc, m.kind asc, m.stop desc;
