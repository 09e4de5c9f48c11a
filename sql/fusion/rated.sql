-- One row a claim of a table: rated like any other. It stands in no passage of prose and is as firm as a table is.
insert into rated
select
    claim_id,
    document_id,
    0 as passage,
    start,
    stop,
    'table' as section,
    'fact' as kind,
    1.0 as certainty
from table_rows;
