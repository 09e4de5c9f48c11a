-- One row a claim and an item that it asserts: each claim in a statement's wording, the senior ones first, and the claim of each part. Of
-- items that may be of another proposition than before, and of those that are related to one.
create or replace temporary table holders as
with wanted as (
    select item
    from affected
    union
    select unnest([item, other]) as item
    from opposing
),

placed as (
    select
        i.item,
        s.claim_id,
        s.start,
        s.stop,
        row_number() over (
            partition by i.item order by s.established desc, s.document_name asc, s.start asc, s.claim_id asc
        ) as place
    from matching.items as i
    semi join wanted as w on i.item = w.item
    inner join sketched as s on i.content = s.wording
    where i.kind = 'statement'
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
    i.item,
    i.claim_id,
    i.start,
    i.stop,
    1 as place,
    true as is_senior
from matching.items as i
semi join wanted as w on i.item = w.item
where i.kind <> 'statement';
