-- Claims of tables whose value other values of the item hold, imply or come near to.
select
    r.claim_id,
    v.lent as strength,
    v.lent_because as because,
    v.lent_evidence as evidence
from rated as r
inner join value_standing as v on r.claim_id = v.claim_id
where v.lent > 0
