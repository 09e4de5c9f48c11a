-- Claims that origins of unknown standing contradict: however many, a small thing.
select
    r.claim_id,
    round(1 - pow(0.5, o.unknown_opponents), 4) as strength,
    o.unknown_opponents || ' origin(s) of unknown standing contradict it: ' || o.unknown_names as because,
    o.unknown_evidence as evidence
from rated as r
inner join opposition as o on r.claim_id = o.claim_id
where o.unknown_opponents > 0
