-- Claims that established origins contradict.
select
    r.claim_id,
    round(1 - pow(0.5, o.established_opponents), 4) as strength,
    o.established_opponents || ' established origin(s) contradict it: ' || o.established_names as because,
    o.established_evidence as evidence
from rated as r
inner join opposition as o on r.claim_id = o.claim_id
where o.established_opponents > 0
