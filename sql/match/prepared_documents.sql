-- One row a document with the words it is compared by; the original of two comes before its copies: established, dated, early, long.
-- Long is what has most of its own to say: comments make no original. What is still equal goes by name, since ids change with any letter.
create or replace temporary table prepared_documents as
with samples as (
    select
        document_id,
        pairs,
        list_distinct(list_concat(list_slice(pairs, 1, $least), list_filter(pairs, lambda pair: pair % $sample = 0))) as sampled
    from prepared
)

select
    d.document_id,
    p.pairs,
    p.sampled,
    row_number() over (
        order by
            h.established desc,
            d.published_at is null asc,
            d.published_at asc,
            len(p.pairs) desc,
            d.publisher is null asc,
            d.document_name asc,
            d.document_id asc
    ) as seniority
from documents as d
inner join homes as h on d.document_id = h.document_id
inner join samples as p on d.document_id = p.document_id;
