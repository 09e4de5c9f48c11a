-- One row a claim that asserts something: what it is compared by, and whether its document comes from an established publisher.
create temporary table sketched as
select
    n.claim_id,
    n.start,
    n.stop,
    n.sketch,
    n.wording,
    n.items,
    s.established
from new_sketches as n
inner join standings as s on n.document_id = s.document_id;
