-- One row a claim: who else asserts its best supported proposition. An origin counts only from another document than the claim's own,
-- and only if it does not contradict the claim elsewhere.
create temporary table standing as
with others as (
    select
        a.claim_id,
        a.proposition_id,
        a.coverage,
        o.origin_id,
        o.name,
        o.established,
        o.kind
    from assertions as a
    inner join read_claims as r on a.claim_id = r.claim_id
    inner join origins as o on a.proposition_id = o.proposition_id and a.origin_id <> o.origin_id
    where
        o.kind <> 'commenter'
        and exists (
            select 1
            from assertions as b
            inner join read_claims as q on b.claim_id = q.claim_id
            where b.proposition_id = a.proposition_id and b.origin_id = o.origin_id and q.document_id <> r.document_id
        )
        and not exists (
            select 1
            from links as l
            inner join claim_origins as c on l.claim_id = c.claim_id
            where l.other_claim_id = a.claim_id and l.relation = 'contradicts' and c.origin_id = o.origin_id
        )
),

counted as (
    select
        claim_id,
        proposition_id,
        any_value(coverage) as coverage,
        count(*) filter (where established) as established_others,
        count(*) filter (where not established) as unknown_others,
        string_agg(name, ', ' order by name) filter (where established) as established_names,
        string_agg(name, ', ' order by name) filter (where not established) as unknown_names,
        list(origin_id order by name, origin_id) filter (where established) as established_origins,
        list(origin_id order by name, origin_id) filter (where not established) as unknown_origins
    from others
    group by claim_id, proposition_id
),

best as (
    select distinct on (a.claim_id)
        a.claim_id,
        a.proposition_id,
        a.coverage,
        p.origins_min,
        p.origins_max,
        coalesce(c.established_others, 0) as established_others,
        coalesce(c.unknown_others, 0) as unknown_others,
        c.established_names,
        c.unknown_names,
        c.established_origins,
        c.unknown_origins
    from assertions as a
    inner join propositions as p on a.proposition_id = p.proposition_id
    left join counted as c on a.claim_id = c.claim_id and a.proposition_id = c.proposition_id
    order by
        a.claim_id asc, coalesce(c.established_others, 0) desc, coalesce(c.unknown_others, 0) desc, a.coverage desc, a.proposition_id asc
),

opposed as (
    select
        other_claim_id as claim_id,
        count(distinct claim_id) as contradictions
    from links
    where relation = 'contradicts'
    group by other_claim_id
)

select
    b.claim_id,
    b.proposition_id,
    b.coverage,
    b.origins_min,
    b.origins_max,
    b.established_others,
    b.unknown_others,
    b.established_names,
    b.unknown_names,
    list_prepend(b.proposition_id, b.established_origins) as established_evidence,
    list_prepend(b.proposition_id, b.unknown_origins) as unknown_evidence,
    coalesce(o.contradictions, 0) as contradictions
from best as b
left join opposed as o on b.claim_id = o.claim_id;
