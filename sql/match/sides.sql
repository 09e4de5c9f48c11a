-- One row an item that is to be compared: which row of the sketches in order of claims is its claim's, and which part of the claim it is.
create or replace temporary table sides as
with wanted as (
    select item
    from new_pairs
    union
    select other as item
    from new_pairs
),

placed as (
    select
        i.item,
        i.claim_id,
        i.part,
        dense_rank() over (order by i.claim_id) - 1 as place
    from matching.items as i
    semi join wanted as w on i.item = w.item
)

select
    item,
    claim_id,
    part,
    place,
    row_number() over (order by item) - 1 as side
from placed
order by item;
