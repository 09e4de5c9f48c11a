-- One row a claim of a derived document and a claim that it retells, in the document its own derives from or goes back to: half of the
-- rarest terms of the shorter one stand in both. Of several the nearest, main text first, and those that account for three further terms.
-- An heir is known to be the later or lesser one; of two unknown texts without a date nobody knows who copied whom.
create temporary table retold as
with worded as (
    select
        s.claim_id,
        r.document_id,
        r.section,
        r.start,
        len(s.items[1].ties) as terms,
        unnest(s.items[1].ties) as term
    from sketched as s
    inner join read_claims as r on s.claim_id = r.claim_id
),

lines as (
    select
        document_id,
        from_document_id
    from derivations
    union
    select
        document_id,
        root_document_id as from_document_id
    from standings
    where root_document_id <> document_id
),

shared as (
    select
        a.claim_id,
        b.claim_id as from_claim_id,
        b.section in ('comment', 'social') as is_aside,
        least(a.terms, b.terms) as fewer,
        b.terms as from_terms,
        b.start,
        list(a.term) as terms
    from lines as l
    inner join worded as a on l.document_id = a.document_id
    inner join worded as b on l.from_document_id = b.document_id and a.term = b.term
    where a.section not in ('comment', 'social')
    group by a.claim_id, b.claim_id, b.section, a.terms, b.terms, b.start
),

near as (
    select *
    from shared
    where len(terms) >= 3 and len(terms) * 2 >= fewer
),

nearest as (
    select distinct on (claim_id) *
    from near
    order by claim_id asc, len(terms) desc, is_aside asc, from_terms asc, start asc, from_claim_id asc
)

select
    a.claim_id,
    a.from_claim_id,
    (w.established and not v.established)
    or coalesce(e.published_at < d.published_at, e.published_at is not null and d.published_at is null) as is_heir
from near as a
inner join nearest as b on a.claim_id = b.claim_id
inner join read_claims as r on a.claim_id = r.claim_id
inner join read_claims as q on a.from_claim_id = q.claim_id
inner join documents as d on r.document_id = d.document_id
inner join documents as e on q.document_id = e.document_id
inner join standings as v on r.document_id = v.document_id
inner join standings as w on q.document_id = w.document_id
where a.from_claim_id = b.from_claim_id or len(a.terms) - len(list_intersect(a.terms, b.terms)) >= 3;
