-- One row a claim: the source answerable for it, the innermost one named, else the document's own voice.
create temporary table answerable as
with innermost as (
    select distinct on (claim_id)
        claim_id,
        source_id
    from chain_links
    order by claim_id asc, depth desc, told_in asc, attribution asc
)

select
    r.claim_id,
    coalesce(i.source_id, v.source_id) as source_id
from read_claims as r
inner join voices as v on r.document_id = v.document_id
left join innermost as i on r.claim_id = i.claim_id;
