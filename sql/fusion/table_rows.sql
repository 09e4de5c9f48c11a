-- One row a claim of a table as read, with its identity.
create temporary table table_rows as
with opened as (
    select
        document_id,
        document_name,
        unnest(rows) as r
    from readings
    where len(rows) > 0
)

select
    'c_' || left(sha256(document_id || ':' || r.start || ':' || r.stop), 16) as claim_id,
    document_id,
    document_name,
    r.start as start,
    r.stop as stop,
    r.text as text,
    r.source as source,
    r.object as object,
    r.attribute as attribute,
    r.value as value,
    r.number as number,
    r.dimension as dimension
from opened
order by claim_id;
