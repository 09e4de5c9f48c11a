-- Claims that rest on unnamed officials at the weakest.
select
    r.claim_id,
    1.0 as strength,
    'rests on a source that is not named: ' || c.source as because,
    [coalesce(c.source_start || '-' || c.source_stop, r.start || '-' || r.stop)] as evidence
from rated as r
inner join chains as c on r.claim_id = c.claim_id
where c.source_kind = 'unnamed official'
