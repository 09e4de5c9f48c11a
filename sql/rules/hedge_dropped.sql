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
),

heirs as (
    select distinct claim_id
    from retold
    where is_heir
)

select
    r.claim_id,
    round(g.kept - g.hedged, 4) as strength,
    'its document derives from one that hedges it: ' || g.cues as because,
    [g.from_claim_id] as evidence
from rated as r
inner join gained as g on r.claim_id = g.claim_id
inner join heirs as h on r.claim_id = h.claim_id
where g.kept > g.hedged
