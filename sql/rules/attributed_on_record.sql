-- Claims whose whole chain of attribution is on the record, down to a named person or a document.
select
    r.claim_id,
    1.0 as strength,
    'said on the record by ' || c.source as because,
    [coalesce(c.source_start || '-' || c.source_stop, r.start || '-' || r.stop)] as evidence
from rated as r
inner join chains as c on r.claim_id = c.claim_id
where c.source_kind in ('named person', 'document')
