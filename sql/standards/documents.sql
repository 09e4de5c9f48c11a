-- One row a document of a part, with its text.
select
    document_id,
    document_name,
    title,
    publisher,
    author,
    url,
    published_at,
    language,
    sha256,
    text
from documents
where document_id > $after and document_id <= $last
order by document_id;
