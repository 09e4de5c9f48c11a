-- Claims whose source has a poorer record, by its other claims, than sources of its kind start with.
select
    r.claim_id,
    c.strength,
    c.because,
    [c.source_id] as evidence
from rated as r
inner join claim_records as c on r.claim_id = c.claim_id
where c.record < c.prior
