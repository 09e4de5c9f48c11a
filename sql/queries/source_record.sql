-- The record of a source.
select *
from source_records
where source_id = $id;
