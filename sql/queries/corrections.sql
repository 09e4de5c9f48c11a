-- One row a correction that the claim is about, with its words and the document that it stands in.
select
    n.correction_id,
    c.text,
    n.corrected_document_id,
    c.document_name as corrected_document_name,
    n.followed,
    n.established,
    n.withdrawn,
    n.instead,
    n.because
from corrections as n
inner join claims as c on n.correction_id = c.claim_id
where n.claim_id = $id
order by n.correction_id
limit $at_most;
