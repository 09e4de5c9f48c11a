-- One row a thing that a claim of a derived document dropped from what it retells, or added to it.
insert into drifts
with said as (
    select
        claim_id,
        'section' as aspect,
        section as said,
        section as same_as,
        null as certainty
    from read_claims
    union all
    select
        claim_id,
        'hedge' as aspect,
        cue as said,
        cue as same_as,
        certainty
    from mentions
    where kind not in ('approximator', 'booster', 'negation', 'question') and certainty < 1
    union all
    select
        claim_id,
        'attribution' as aspect,
        source as said,
        source_id as same_as,
        null as certainty
    from chain_links
    union all
    select
        q.claim_id,
        'number' as aspect,
        substring(r.text, q.start - r.start + 1, q.stop - q.start) as said,
        q.low || ' ' || q.high as same_as,
        null as certainty
    from quantities as q
    inner join read_claims as r on q.claim_id = r.claim_id
    union all
    select
        d.claim_id,
        'date' as aspect,
        substring(r.text, d.start - r.start + 1, d.stop - d.start) as said,
        concat_ws('-', coalesce(d.year, 0), coalesce(d.month, 0), coalesce(d.day, 0)) as same_as,
        null as certainty
    from dates as d
    inner join read_claims as r on d.claim_id = r.claim_id
),

dropped as (
    select
        r.claim_id,
        r.from_claim_id,
        s.aspect,
        s.said,
        s.certainty
    from retold as r
    inner join said as s on r.from_claim_id = s.claim_id
    left join said as o on r.claim_id = o.claim_id and s.aspect = o.aspect and s.same_as = o.same_as
    where o.claim_id is null
),

kept as (
    select distinct
        r.claim_id,
        o.aspect,
        o.same_as
    from retold as r
    inner join said as o on r.from_claim_id = o.claim_id
),

added as (
    select
        r.claim_id,
        r.from_claim_id,
        s.aspect,
        s.said,
        s.certainty
    from retold as r
    inner join said as s on r.claim_id = s.claim_id
    left join kept as k on s.claim_id = k.claim_id and s.aspect = k.aspect and s.same_as = k.same_as
    where k.claim_id is null
),

changed as (
    select
        *,
        'dropped' as change
    from dropped
    union all
    select
        *,
        'added' as change
    from added
)

select
    claim_id,
    min(from_claim_id) as from_claim_id,
    aspect,
    change,
    said,
    min(certainty) as certainty
from changed
group by claim_id, aspect, change, said
order by claim_id, aspect, change, said;
