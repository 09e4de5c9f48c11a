-- One page of the claims that pass the filters, in order of document_id, start, claim_id; a null parameter filters nothing.
with named_documents as (
    select document_id
    from documents
    where document_id = $document or document_name = $document
),

named_sources as (
    select source_id
    from sources
    where source_id = $source or name = $source or name = $canonical_source
),

spoken as (
    select a.claim_id
    from attributions as a
    inner join named_sources as n on a.source_id = n.source_id
    union
    select c.claim_id
    from claims as c
    inner join named_sources as n on c.source_id = n.source_id
    union
    select c.claim_id
    from claims as c
    inner join named_sources as n on c.author_id = n.source_id
),

asserting as (
    select claim_id
    from assertions
    where proposition_id = $proposition
),

-- the keys alone first: sorting whole rows to keep fifty takes two to four times as long
page as (
    select c.rowid as place
    from claims as c
    where
        ($document::varchar is null or c.document_id in (select d.document_id from named_documents as d))
        and ($section::varchar is null or c.section = $section)
        and ($kind::varchar is null or c.kind = $kind)
        and ($rated::boolean is null or (c.score is not null) = $rated)
        and ($min_score::double is null or c.score >= $min_score)
        and ($max_score::double is null or c.score <= $max_score)
        and ($text::varchar is null or contains(lower(c.text), lower($text)))
        and ($source::varchar is null or c.claim_id in (select s.claim_id from spoken as s))
        and ($proposition::varchar is null or c.claim_id in (select a.claim_id from asserting as a))
        and (
            $after_document_id::varchar is null
            or (c.document_id, c.start, c.claim_id) > ($after_document_id::varchar, $after_start::bigint, $after_claim_id::varchar)
        )
    order by c.document_id, c.start, c.claim_id
    limit $at_most
)

select c.* replace (c.bits::double as bits)
from claims as c
where c.rowid in (select p.place from page as p)
order by c.document_id, c.start, c.claim_id;
