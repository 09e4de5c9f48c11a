-- The record of a source of tables of claims.
select *
from source_records
where source_id = $id;
