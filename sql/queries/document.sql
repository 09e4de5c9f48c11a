-- The document of that id, with its text.
select *
from documents
where document_id = $id;
