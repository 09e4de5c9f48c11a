-- One row another claim that asserts a proposition of the claim, with the words that do, in order of proposition, document and place. What
-- both only take for granted is no corroboration.
select
    a.proposition_id,
    a.claim_id,
    c.text,
    a.start,
    a.stop,
    a.coverage,
    a.because,
    c.document_id,
    c.document_name,
    d.publisher,
    d.published_at,
    c.section,
    c.source_id,
    s.name as source_name,
    a.origin_id,
    o.name as origin_name,
    c.score
from assertions as own
inner join assertions as a on own.proposition_id = a.proposition_id
inner join propositions as p on own.proposition_id = p.proposition_id and p.kind <> 'presupposition'
inner join origins as o on a.proposition_id = o.proposition_id and a.origin_id = o.origin_id
inner join claims as c on a.claim_id = c.claim_id
inner join documents as d on c.document_id = d.document_id
inner join sources as s on c.source_id = s.source_id
where own.claim_id = $id and a.claim_id <> $id
order by a.proposition_id, c.document_id, c.start, a.claim_id
limit $at_most;
