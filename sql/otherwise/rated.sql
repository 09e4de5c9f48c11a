-- One row a case: the claim as the rules see it there.
create temporary table rated as
select
    s.name as claim_id,
    c.document_id,
    c.passage,
    c.start,
    c.stop,
    if(s.change = 'main', 'main', c.section) as section,
    c.kind,
    c.certainty
from serve.main.claims as c
cross join cases as s
where c.claim_id = $id;
