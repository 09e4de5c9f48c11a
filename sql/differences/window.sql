-- As far as one page looks, one row: past so many claims of either snapshot; null where neither has as many left.
with before as (
    select claim_id
    from earlier_claims
    where $after::varchar is null or claim_id > $after
    order by claim_id
    limit $at_most
),

since as (
    select claim_id
    from later_claims
    where $after::varchar is null or claim_id > $after
    order by claim_id
    limit $at_most
),

ends as (
    select max(claim_id) as last
    from before
    having count(*) = $at_most
    union all
    select max(claim_id) as last
    from since
    having count(*) = $at_most
)

select min(last) as last
from ends;
