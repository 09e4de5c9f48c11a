-- Claims that rest on a named medium at the weakest.
select
    r.claim_id,
    1.0 as strength,
    'taken from a named medium, ' || c.source as because,
    [coalesce(c.source_start || '-' || c.source_stop, r.start || '-' || r.stop)] as evidence
from rated as r
inner join chains as c on r.claim_id = c.claim_id
where c.source_kind in ('medium', 'publisher')
