-- One row a claim that contradicts or updates the proposition, or that it updates.
with related as (
    select
        relation,
        claim_id,
        proposition_id,
        other_proposition_id,
        similarity,
        because
    from links
    where other_proposition_id = $id
    union all
    select
        'updated_by' as relation,
        other_claim_id as claim_id,
        other_proposition_id as proposition_id,
        proposition_id as other_proposition_id,
        similarity,
        because
    from links
    where proposition_id = $id and relation = 'updates'
),

closest as (
    select distinct on (relation, claim_id, proposition_id) *
    from related
    order by relation asc, claim_id asc, proposition_id asc, similarity desc, because asc
)

select
    r.relation,
    r.claim_id,
    c.text,
    r.proposition_id,
    r.other_proposition_id,
    r.similarity,
    r.because,
    c.document_id,
    c.document_name,
    d.publisher,
    d.published_at,
    c.section,
    c.source_id,
    s.name as source_name,
    c.score
from closest as r
inner join claims as c on r.claim_id = c.claim_id
inner join documents as d on c.document_id = d.document_id
inner join sources as s on c.source_id = s.source_id
order by r.relation, c.document_id, c.start, r.claim_id, r.proposition_id
limit $at_most;
