-- One row an origin other than the claim's own that speaks for or against it; first those whose loss is felt most.
with best as (
    select proposition_id
    from serve.unserved.standing
    where claim_id = $id
),

own as (
    select origin_id
    from near
    where side = 'self'
)

select
    n.origin_id,
    min(n.name) as name,
    bool_or(n.side = 'opponent') as opposes
from near as n
left join best as b on n.proposition_id = b.proposition_id
where n.side <> 'self' and n.kind <> 'commenter' and n.origin_id not in (select o.origin_id from own as o)
group by n.origin_id
order by
    bool_or(n.established) desc,
    bool_or(b.proposition_id is not null) desc,
    count(distinct n.proposition_id) desc,
    n.origin_id asc;
