-- One row a claim: who else asserts the proposition of it that gains it most, established origins first, and how fully that speaks for it.
-- What it only takes for granted speaks for nothing that it says. To choose by numbers alone would let unknown sources draw a claim to a
-- small part of it that they flood. Another origin counts only through a document that does not go back to the same root as the claim's
-- own, and not if it contradicts the claim elsewhere on established ground.
create temporary table standing as
with others as (
    select
        a.claim_id,
        a.proposition_id,
        a.coverage,
        o.origin_id,
        o.name,
        o.established
    from placed_assertions as a
    inner join origins as o on a.proposition_id = o.proposition_id and a.origin_id <> o.origin_id
    where
        o.kind <> 'commenter'
        and a.proposition_kind <> 'presupposition'
        and exists (
            select 1
            from placed_assertions as b
            where
                b.proposition_id = a.proposition_id
                and b.origin_id = o.origin_id
                and b.root_document_id <> a.root_document_id
                and (b.established or not o.established)
        )
        and not exists (
            select 1
            from links as l
            inner join placed_assertions as c on l.claim_id = c.claim_id and l.proposition_id = c.proposition_id
            where
                l.other_claim_id = a.claim_id
                and l.relation = 'contradicts'
                and c.origin_id = o.origin_id
                and (c.established or not o.established)
        )
),

counted as (
    select
        claim_id,
        proposition_id,
        count(*) filter (where established) as established_others,
        count(*) filter (where not established) as unknown_others,
        list(name order by name, origin_id) filter (where established) as established_names,
        list(name order by name, origin_id) filter (where not established) as unknown_names
    from others
    group by claim_id, proposition_id
),

weighed as (
    select
        a.claim_id,
        a.proposition_id,
        a.coverage,
        p.origins_min,
        p.origins_max,
        coalesce(c.established_others, 0) as established_others,
        coalesce(c.unknown_others, 0) as unknown_others,
        round((1 - pow(0.5, coalesce(c.established_others, 0))) * (0.5 + 0.5 * a.coverage), 4) as established_strength,
        round((1 - pow(0.5, coalesce(c.unknown_others, 0))) * (0.5 + 0.5 * a.coverage), 4) as unknown_strength,
        c.established_names,
        c.unknown_names
    from placed_assertions as a
    inner join propositions as p on a.proposition_id = p.proposition_id
    left join counted as c on a.claim_id = c.claim_id and a.proposition_id = c.proposition_id
    where a.proposition_kind <> 'presupposition'
),

best as (
    select distinct on (claim_id) *
    from weighed
    order by
        claim_id asc,
        established_strength desc,
        unknown_strength desc,
        established_others desc,
        unknown_others desc,
        coverage desc,
        proposition_id asc
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
    b.established_strength,
    b.unknown_strength,
    list_aggregate(b.established_names[1:8], 'string_agg', ', ') || if(b.established_others > 8, ' ...', '') as established_names,
    list_aggregate(b.unknown_names[1:8], 'string_agg', ', ') || if(b.unknown_others > 8, ' ...', '') as unknown_names,
    coalesce(o.contradictions, 0) as contradictions
from best as b
left join opposed as o on b.claim_id = o.claim_id;
