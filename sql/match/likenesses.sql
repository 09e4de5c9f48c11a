-- One row an item and another that says the same, either way round; `place` puts the others of an item in order, the most alike first.
create or replace temporary table likenesses as
with either_way as (
    select
        item,
        other,
        similarity,
        because
    from matching.related
    where relation = 'same'
    union all
    select
        other as item,
        item as other,
        similarity,
        because
    from matching.related
    where relation = 'same'
)

select
    b.item,
    b.other,
    b.because,
    row_number() over (
        partition by b.item
        order by b.similarity desc, o.document_name asc, o.place asc, o.claim_id asc, o.start asc, o.part asc
    ) as place
from either_way as b
semi join affected as a on b.item = a.item
inner join matching.items as o on b.other = o.item;
