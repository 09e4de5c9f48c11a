-- One row a claim that only one of two snapshots has, or that differs in any column: one page of them, in order of claim_id.
create temporary table changed as
with before as (
    select
        c.claim_id,
        c.score,
        c as claim
    from earlier_claims as c
    where ($after::varchar is null or c.claim_id > $after) and ($last::varchar is null or c.claim_id <= $last)
),

since as (
    select
        c.claim_id,
        c as claim
    from later_claims as c
    where ($after::varchar is null or c.claim_id > $after) and ($last::varchar is null or c.claim_id <= $last)
)

select
    coalesce(s.claim_id, b.claim_id) as claim_id,
    case when b.claim_id is null then 'added' when s.claim_id is null then 'removed' else 'changed' end as change,
    b.score as earlier_score,
    if(s.claim_id is null, b.claim, s.claim) as claim
from before as b
full join since as s on b.claim_id = s.claim_id
where b.claim is distinct from s.claim
order by claim_id
limit $at_most;
