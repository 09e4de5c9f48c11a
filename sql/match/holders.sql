-- One row a claim and an item that it asserts: each claim in a statement's wording, the senior ones first, and the claim of each part.
create or replace temporary table holders as
with worded as (
    select
        s.wording,
        i.item
    from items as i
    inner join sketched as s on i.claim_id = s.claim_id
    where i.kind = 'statement'
),

placed as (
    select
        w.item,
        s.claim_id,
        s.start,
        s.stop,
        row_number() over (partition by w.item order by s.established desc, s.rank asc) as place
    from sketched as s
    inner join worded as w on s.wording = w.wording
)

select
    item,
    claim_id,
    start,
    stop,
    place,
    place <= $seniors as is_senior
from placed
union all
select
    item,
    claim_id,
    start,
    stop,
    1 as place,
    true as is_senior
from items
where kind <> 'statement';
