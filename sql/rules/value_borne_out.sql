-- Claims of tables whose value others bear out more often than is usual, on all the items of which it is stated.
select
    r.claim_id,
    v.borne as strength,
    v.borne_because as because,
    [r.start || '-' || r.stop] as evidence
from rated as r
inner join value_standing as v on r.claim_id = v.claim_id
where v.borne > 0
