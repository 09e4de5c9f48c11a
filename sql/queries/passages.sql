-- One row a passage of the document, in reading order.
select * exclude (document_id)
from passages
where document_id = $id
order by passage;
