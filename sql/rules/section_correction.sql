-- Claims in a correction of the piece.
select
    r.claim_id,
    1.0 as strength,
    'stands in a correction of the piece (' || p.because || ')' as because,
    [p.start || '-' || p.stop] as evidence
from rated as r
inner join passages as p on r.document_id = p.document_id and r.passage = p.passage
where r.section = 'correction'
