-- The source of that id.
select *
from sources
where source_id = $id;
