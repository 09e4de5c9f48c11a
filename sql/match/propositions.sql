-- One row a proposition: documents >= publishers >= origins_max >= origins_min.
insert into propositions
with said as (
    select
        a.proposition_id,
        any_value(m.kind) as kind,
        arg_min(r.text, (length(r.text), r.claim_id)) as text,
        count(*) as claims,
        count(distinct r.document_id) as documents,
        count(distinct coalesce(f.house, r.document_id)) as publishers
    from assertions as a
    inner join matched as m on a.proposition_id = m.proposition_id and a.claim_id = m.claim_id
    inner join read_claims as r on a.claim_id = r.claim_id
    inner join standings as f on r.document_id = f.document_id
    group by a.proposition_id
),

stood as (
    select
        proposition_id,
        greatest(1, count(*) filter (where kind <> 'commenter' or established)) as origins,
        greatest(1, count(*) filter (where established)) as separate
    from origins
    group by proposition_id
),

opposed as (
    select
        other_proposition_id as proposition_id,
        count(distinct proposition_id) filter (where relation = 'contradicts') as contradictions,
        count(distinct proposition_id) filter (where relation = 'updates') as updates
    from links
    group by other_proposition_id
)

select
    s.proposition_id,
    s.kind,
    s.text,
    s.claims,
    s.documents,
    s.publishers,
    least(s.publishers, t.separate) as origins_min,
    least(s.publishers, t.origins) as origins_max,
    coalesce(o.contradictions, 0) as contradictions,
    coalesce(o.updates, 0) as updates
from said as s
inner join stood as t on s.proposition_id = t.proposition_id
left join opposed as o on s.proposition_id = o.proposition_id
order by s.proposition_id;
