-- One row a claim of a document that has corrections, or that derives from one that has. At most so many copies of one document are
-- looked at, the nearest first.
create temporary table correctable as
with corrected as (
    select distinct document_id
    from read_claims
    where section = 'correction'
),

copied as (
    select
        a.document_id,
        a.ancestor_id as corrected_document_id,
        a.distance,
        row_number() over (partition by a.ancestor_id order by a.distance asc, a.document_id asc) as place
    from ancestors as a
    inner join corrected as c on a.ancestor_id = c.document_id
),

denials as (
    select distinct
        claim_id,
        true as denies
    from mentions
    where kind = 'negation'
),

touched as (
    select
        document_id,
        document_id as corrected_document_id,
        0 as distance
    from corrected
    union all
    select
        document_id,
        corrected_document_id,
        distance
    from copied
    where place <= $most
)

select
    t.corrected_document_id,
    t.document_id,
    t.distance,
    h.established,
    r.claim_id,
    r.section,
    r.passage,
    r.start,
    r.text,
    r.quantities,
    coalesce(n.denies, false) as denies
from touched as t
inner join read_claims as r on t.document_id = r.document_id
left join denials as n on r.claim_id = n.claim_id
inner join homes as h on t.corrected_document_id = h.document_id
where r.section not in ('heading', 'boilerplate', 'comment', 'social')
order by t.corrected_document_id, t.distance, t.document_id, r.start, r.claim_id;
