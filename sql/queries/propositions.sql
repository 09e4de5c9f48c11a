-- One page of the propositions that pass the filters, those in most documents first; a null parameter filters nothing.
select *
from propositions
where
    documents >= $min_documents
    and ($text::varchar is null or contains(lower(text), lower($text)))
    and (
        $after_documents::bigint is null
        or documents < $after_documents
        or (documents = $after_documents and proposition_id > $after_proposition_id::varchar)
    )
order by documents desc, proposition_id asc
limit $at_most;
