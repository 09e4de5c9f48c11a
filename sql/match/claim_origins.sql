-- One row a claim: the origin it would rest on if its document were no copy. A named speaker or medium is one origin wherever cited;
-- else the house that publishes it, else the document. Posts and comments are origins of their own kind.
create temporary table claim_origins as
with cited as (
    select distinct on (l.claim_id)
        l.claim_id,
        coalesce(p.family, l.source) as name,
        p.family is not null as is_house,
        coalesce('family:' || p.family, 'speaker:' || l.source_id) as root_key
    from chain_links as l
    inner join chains as c on l.claim_id = c.claim_id
    left join houses as p on lower(l.source) = p.publisher
    where c.rank >= 4 and l.rank >= 4
    order by l.claim_id asc, l.depth desc, l.told_in asc, l.attribution asc
),

placed as (
    select
        r.claim_id,
        case
            when r.section = 'comment' then 'comments:' || r.document_id
            when r.section = 'social' and s.claim_id is null then 'posts:' || r.document_id
            else coalesce(s.root_key, v.house, 'document:' || r.document_id)
        end as root_key,
        case
            when r.section = 'comment' then 'readers of ' || coalesce(r.publisher, r.document_name)
            when r.section = 'social' and s.claim_id is null then 'posts in ' || coalesce(r.publisher, r.document_name)
            else coalesce(s.name, v.name)
        end as name,
        case
            when r.section = 'comment' or (r.section = 'social' and s.claim_id is null) then 'commenter'
            when s.claim_id is null then if(v.house is null, 'document', 'publisher')
            else if(s.is_house, 'publisher', 'speaker')
        end as kind,
        r.section not in ('comment', 'social') and v.established and coalesce(c.rank >= 4, true) as established
    from read_claims as r
    inner join standings as v on r.document_id = v.document_id
    left join chains as c on r.claim_id = c.claim_id
    left join cited as s on r.claim_id = s.claim_id
)

select
    claim_id,
    kind,
    established,
    name,
    'o_' || left(sha256(root_key), 16) as origin_id
from placed;
