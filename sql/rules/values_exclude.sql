-- Claims of tables whose item has other values, which exclude this one.
select
    r.claim_id,
    v.against as strength,
    v.against_because as because,
    v.against_evidence as evidence
from rated as r
inner join value_standing as v on r.claim_id = v.claim_id
where v.against > 0
