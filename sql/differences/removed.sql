-- One row a claim that only the earlier tables hold.
select
    e.claim_id,
    e.document_name,
    e.text,
    e.score
from earlier_claims as e
anti join later_claims as l on e.claim_id = l.claim_id
order by e.document_name, e.start, e.claim_id;
