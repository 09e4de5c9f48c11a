-- One page of the documents that pass the filters, in order of document_id; a null parameter filters nothing.
select * exclude (text)
from documents
where
    ($name::varchar is null or document_name = $name)
    and ($publisher::varchar is null or publisher = $publisher)
    and ($failed::boolean is null or (error is not null) = $failed)
    and ($after_document_id::varchar is null or document_id > $after_document_id)
order by document_id
limit $at_most;
