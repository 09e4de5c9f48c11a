-- One row a stored reading that shares at least two of the $terms with a text, those that share most first.
with shared as (
    select
        document_id,
        len(list_filter($terms::varchar[], lambda t: contains(lower(text), t))) as hits
    from documents
    where error is null
)

select r.*
from readings as r
inner join shared as s on r.document_id = s.document_id
where s.hits >= least(2, len($terms::varchar[])) and s.hits > 0
order by s.hits desc, r.document_id asc
limit $most;
