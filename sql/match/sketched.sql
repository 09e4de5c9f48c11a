-- One row a claim that asserts something: what it is compared by, whether its document comes from an established publisher, and what
-- ranks it among claims that are equal in all that counts: names and places, since ids change with any letter of a document. A sentence
-- that only tells what a correction withdraws asserts nothing.
create temporary table sketched as
with opened as (select unnest(claims) as claim from prepared),

flat as (select unnest(claim) from opened)

select
    f.claim_id,
    f.start,
    f.stop,
    f.sketch,
    f.wording,
    f.items,
    s.established,
    d.document_name
from flat as f
inner join standings as s on f.document_id = s.document_id
inner join documents as d on f.document_id = d.document_id
anti join withdrawing as w on f.claim_id = w.claim_id;
