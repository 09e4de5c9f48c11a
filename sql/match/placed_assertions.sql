-- One row a claim in a proposition with the origin it rests on there. What a document copies rests on the claim it was copied from and
-- establishes nothing by itself; what it adds is its own. What was said between some people nobody else knows at first hand: unknown
-- documents that tell it and name no source rest on a speaker who does, else on one another.
create temporary table placed_assertions as
with copied as (
    select distinct on (m.proposition_id, m.claim_id)
        m.proposition_id,
        m.claim_id,
        e.claim_id as from_claim_id
    from matched as m
    inner join read_claims as r on m.claim_id = r.claim_id
    inner join ancestors as d on r.document_id = d.document_id
    inner join read_claims as q on d.ancestor_id = q.document_id
    inner join matched as e on m.proposition_id = e.proposition_id and q.claim_id = e.claim_id
    where q.section not in ('comment', 'social')
    order by m.proposition_id asc, m.claim_id asc, d.distance desc, q.start asc, q.claim_id asc
),

of_talks as (
    select distinct proposition_id
    from matched
    where closed
),

sources as (
    select
        m.proposition_id,
        o.origin_id,
        o.name,
        o.kind,
        row_number() over (
            partition by m.proposition_id
            order by o.kind = 'speaker' desc, t.document_name asc, t.start asc, m.claim_id asc
        ) as place
    from matched as m
    inner join of_talks as k on m.proposition_id = k.proposition_id
    inner join read_claims as t on m.claim_id = t.claim_id
    left join copied as c on m.proposition_id = c.proposition_id and m.claim_id = c.claim_id
    inner join claim_origins as o on coalesce(c.from_claim_id, m.claim_id) = o.claim_id
    where o.kind = 'speaker' or (o.kind in ('document', 'publisher') and not o.established)
)

select
    m.proposition_id,
    m.claim_id,
    m.kind as proposition_kind,
    m.start,
    m.stop,
    m.coverage,
    m.because,
    r.document_id,
    s.root_document_id,
    if(r.section = 'comment', own.origin_id, coalesce(h.origin_id, o.origin_id)) as origin_id,
    if(r.section = 'comment', own.name, coalesce(h.name, o.name)) as name,
    if(r.section = 'comment', own.kind, coalesce(h.kind, o.kind)) as kind,
    c.claim_id is null and o.established as established,
    r.section <> 'comment' and coalesce(h.origin_id <> o.origin_id, false) as hears_of_talk
from matched as m
inner join read_claims as r on m.claim_id = r.claim_id
inner join standings as s on r.document_id = s.document_id
inner join claim_origins as own on m.claim_id = own.claim_id
left join copied as c on m.proposition_id = c.proposition_id and m.claim_id = c.claim_id
inner join claim_origins as o on coalesce(c.from_claim_id, m.claim_id) = o.claim_id
left join sources as h
    on m.proposition_id = h.proposition_id and h.place = 1 and o.kind in ('document', 'publisher') and not o.established;
