-- One row a claim that both sides have with another score.
create temporary table changed as
select
    l.claim_id,
    'changed' as change,
    l.document_name,
    l.text,
    e.score as earlier,
    l.score as later,
    l.unrated_because
from later_claims as l
inner join earlier_claims as e on l.claim_id = e.claim_id
where l.score is distinct from e.score or l.unrated_because is distinct from e.unrated_because;
