-- One row a part of the documents, in order of document_id, with the last of it: as many documents as have so many characters together.
with summed as (
    select
        document_id,
        sum(characters) over (order by document_id) // $characters as part
    from documents
)

select max(document_id) as last
from summed
group by part
order by last;
