-- One row a link in a claim's chain; $named carries each source's identity.
insert into attributions
with opened as (
    select
        claim_id,
        document_id,
        unnest(attributions) as a,
        generate_subscripts(attributions, 1) - 1 as attribution
    from read_claims
)

select
    o.claim_id,
    o.attribution,
    o.a.depth,
    n.source_id,
    n.name as source,
    o.a.source_kind,
    o.a.source_start,
    o.a.source_stop,
    o.a.cue_start,
    o.a.cue_stop,
    o.a.content,
    o.a.direct,
    o.a.implicit
from opened as o
inner join named as n on o.document_id = n.document_id and o.a.source_kind = n.kind and o.a.source = n.said
order by o.claim_id, o.attribution;
