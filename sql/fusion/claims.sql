-- One row a claim of a table with its score. No words tell how much it is worth checking.
insert into claims
select
    r.claim_id,
    r.document_id,
    r.document_name,
    r.start,
    r.stop,
    r.text,
    0 as passage,
    'table' as section,
    t.source_id,
    null as author_id,
    'fact' as kind,
    true as checkable,
    0.5 as check_worthiness,
    1.0 as certainty,
    s.score,
    s.bits,
    s.icd203,
    s.icd203_low,
    s.icd203_high,
    g.admiralty,
    g.because as admiralty_because,
    null as utterance_score,
    null as unrated_because,
    v.origins_min,
    v.origins_max,
    v.contradictions,
    r.source,
    r.object,
    r.attribute,
    r.value
from table_rows as r
inner join placed as p on r.claim_id = p.claim_id
inner join table_sources as t on p.source_no = t.source_no
inner join sums as s on r.claim_id = s.claim_id
inner join ratings as g on r.claim_id = g.claim_id
inner join value_standing as v on r.claim_id = v.claim_id
order by r.claim_id;
