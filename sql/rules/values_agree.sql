-- Claims of tables: the more independent sources with good records state the value, the fuller; sources that copy each other are one.
select
    r.claim_id,
    v.agreeing as strength,
    v.agreeing_because as because,
    v.agreeing_evidence as evidence
from rated as r
inner join value_standing as v on r.claim_id = v.claim_id
where v.agreeing > 0
