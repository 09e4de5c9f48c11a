-- One row an assertion by which support of the claim, or opposition to it, is counted: of what an origin asserts on one ground and from one
-- root, one row. More than $most origins of one standing count no fuller than $most do, so that no more are looked at.
create temporary table near as
with own as (
    select
        proposition_id,
        root_document_id
    from serve.unserved.placed_assertions
    where claim_id = $id
),

against as (
    select
        claim_id,
        proposition_id
    from serve.main.links
    where other_claim_id = $id and relation = 'contradicts'
),

opponents as (
    select distinct
        p.proposition_id,
        p.origin_id
    from serve.unserved.placed_assertions as p
    semi join against as a on p.claim_id = a.claim_id and p.proposition_id = a.proposition_id
),

told as (
    select
        p.*,
        case
            when p.claim_id = $id then 'self'
            when (p.claim_id, p.proposition_id) in (select (a.claim_id, a.proposition_id) from against as a) then 'opponent'
            else 'other'
        end as side,
        p.root_document_id in (select o.root_document_id from own as o) as of_own_root
    from serve.unserved.placed_assertions as p
    where
        p.proposition_id in (select o.proposition_id from own as o)
        or (p.proposition_id, p.origin_id) in (select (o.proposition_id, o.origin_id) from opponents as o)
),

each_once as (
    select distinct on (proposition_id, origin_id, established, side, of_own_root) *
    from told
    order by proposition_id asc, origin_id asc, established asc, side asc, of_own_root asc, claim_id asc
)

select *
from each_once
qualify
    side = 'self'
    or dense_rank() over (partition by if(side = 'opponent', '', proposition_id), established order by origin_id) <= $most;
