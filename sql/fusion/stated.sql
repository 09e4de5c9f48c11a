-- One row a source and a value of an item that it states, however often; a source that states several values of one item parts its word.
create temporary table stated as
with once as (
    select distinct
        source_no,
        item_no,
        value_no
    from placed
)

select
    source_no,
    item_no,
    value_no,
    1.0::double / count(*) over (partition by source_no, item_no) as part
from once
order by value_no, source_no;
