-- Claims that retell, in a derived document, what the original hedges more: strength is the certainty gained by it.
with gained as (
    select
        claim_id,
        any_value(from_claim_id) as from_claim_id,
        coalesce(product(certainty order by said) filter (where change = 'added'), 1) as kept,
        coalesce(product(certainty order by said) filter (where change = 'dropped'), 1) as hedged,
        string_agg('“' || said || '”', ', ' order by said) filter (where change = 'dropped') as cues
    from drifts
    where aspect = 'hedge'
    group by claim_id
)

select
    r.claim_id,
    round(g.kept - g.hedged, 4) as strength,
    'its document derives from one that hedges it: ' || g.cues as because,
    [g.from_claim_id] as evidence
from rated as r
inner join gained as g on r.claim_id = g.claim_id
where g.kept > g.hedged and exists (select 1 from retold as t where t.claim_id = r.claim_id and t.is_heir)
