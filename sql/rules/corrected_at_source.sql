-- Claims that still say what a correction withdrew: of their own document, or of an established one that they are copied from.
select
    r.claim_id,
    1.0 as strength,
    arg_min(c.because, c.correction_id) as because,
    list(c.correction_id order by c.correction_id)[1:8] as evidence
from rated as r
inner join corrections as c on r.claim_id = c.claim_id
where not c.followed and (c.established or c.document_id = c.corrected_document_id)
group by r.claim_id
