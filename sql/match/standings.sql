-- One row a document: the house it comes from, whether that is established, and the document it goes back to.
create temporary table standings as
select
    h.document_id,
    h.house,
    h.name,
    h.established,
    r.root_document_id
from homes as h
inner join roots as r on h.document_id = r.document_id;
