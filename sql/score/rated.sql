-- One row a claim that is rated: what rules select from.
create temporary table rated as
select
    r.claim_id,
    r.document_id,
    r.passage,
    r.start,
    r.stop,
    r.section,
    r.kind,
    r.certainty
from read_claims as r
inner join unrated as u on r.claim_id = u.claim_id
where u.unrated_because is null;
