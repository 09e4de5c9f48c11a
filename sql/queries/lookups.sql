-- One row a claim, as an array of the values that an answer shows, in the order of its fields; place is its row in serve.duckdb.
select
    rowid as place,
    claim_id,
    json_array(
        claim_id,
        document_id,
        document_name,
        start,
        stop,
        text,
        passage,
        section,
        source_id,
        author_id,
        kind,
        checkable,
        check_worthiness,
        certainty,
        score,
        bits::double,
        icd203,
        icd203_low,
        icd203_high,
        admiralty,
        admiralty_because,
        utterance_score,
        unrated_because,
        origins_min,
        origins_max,
        contradictions,
        source,
        object,
        attribute,
        value
    )::varchar as claim
from claims
order by rowid;
