-- One row a claim that only the later tables hold.
select
    l.claim_id,
    l.document_name,
    l.text,
    l.score
from later_claims as l
anti join earlier_claims as e on l.claim_id = e.claim_id
order by l.document_name, l.start, l.claim_id;
