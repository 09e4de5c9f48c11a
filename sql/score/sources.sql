-- One row a source that speaks in the documents, with how its claims fare.
insert into sources
with spoken as (
    select
        source_id,
        claim_id
    from answerable
    union
    select
        source_id,
        claim_id
    from attributions
    union
    select
        source_id,
        claim_id
    from own_words
),

counted as (
    select
        s.source_id,
        count(*) as claims,
        count(c.score) as rated,
        count(distinct c.document_id) as documents,
        round(avg(c.score::decimal(18, 6)), 6) as mean_score
    from spoken as s
    inner join claims as c on s.claim_id = c.claim_id
    group by s.source_id
)

select
    i.source_id,
    i.name,
    i.kind,
    coalesce(n.claims, 0) as claims,
    coalesce(n.rated, 0) as rated,
    coalesce(n.documents, 0) as documents,
    n.mean_score
from identities as i
left join counted as n on i.source_id = n.source_id;
