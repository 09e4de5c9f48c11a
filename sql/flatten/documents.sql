-- One row a document, from the readings.
insert into documents
select
    document_id,
    document_name,
    media_type,
    title,
    publisher,
    publisher_said_by,
    url,
    author,
    published_at,
    language,
    sha256,
    length(text) as characters,
    len(claims) + len(rows) as claims,
    error,
    text
from readings
order by document_id;
