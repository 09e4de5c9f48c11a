-- One row a claim: the origin it rests on. A named speaker is one origin wherever quoted; a copy rests on its root; else the publisher.
create temporary table claim_origins as
with innermost as (
    select distinct on (a.claim_id)
        a.claim_id,
        a.source_id,
        a.source
    from attributions as a
    inner join chains as c on a.claim_id = c.claim_id
    inner join grades as g on a.source_kind = g.source_kind
    where c.rank >= 4 and g.rank >= 5
    order by a.claim_id asc, a.depth desc, a.attribution asc
),

placed as (
    select
        r.claim_id,
        r.document_id,
        r.section,
        coalesce(r.publisher, r.document_name) as own_name,
        f.root_document_id,
        coalesce(i.source_id, f.root_family, f.root_document_id) as root_key,
        coalesce(i.source, f.root_family, f.root_name) as name,
        i.source_id is not null as by_speaker,
        f.root_family is not null as by_publisher,
        f.root_established and coalesce(c.rank >= 4, true) as on_established_ground
    from read_claims as r
    inner join roots as f on r.document_id = f.document_id
    left join chains as c on r.claim_id = c.claim_id
    left join innermost as i on r.claim_id = i.claim_id
)

select
    claim_id,
    case
        when section = 'comment' or section = 'social' and not by_speaker then 'commenter'
        when by_speaker then 'speaker'
        when by_publisher then 'publisher'
        else 'document'
    end as kind,
    section not in ('comment', 'social') and on_established_ground as established,
    case when section = 'comment' then 'readers of ' || own_name else name end as name,
    'o_' || left(sha256(
        case when section = 'comment' then 'comments:' || document_id else root_key end
    ), 16) as origin_id
from placed;
