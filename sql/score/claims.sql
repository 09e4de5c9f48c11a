-- One row a claim with its score.
insert into claims
select
    r.claim_id,
    r.document_id,
    r.document_name,
    r.start,
    r.stop,
    r.text,
    r.passage,
    r.section,
    a.source_id,
    y.source_id as author_id,
    r.kind,
    r.checkable,
    r.check_worthiness,
    r.certainty,
    s.score,
    s.bits,
    s.icd203,
    s.icd203_low,
    s.icd203_high,
    g.admiralty,
    g.because as admiralty_because,
    w.score as utterance_score,
    u.unrated_because,
    coalesce(b.origins_min, 1) as origins_min,
    coalesce(b.origins_max, 1) as origins_max,
    coalesce(b.contradictions, 0) as contradictions,
    null as source,
    null as object,
    null as attribute,
    null as value
from read_claims as r
inner join answerable as a on r.claim_id = a.claim_id
inner join unrated as u on r.claim_id = u.claim_id
left join sums as s on r.claim_id = s.claim_id and s.sum_of = 'claim'
left join sums as w on r.claim_id = w.claim_id and w.sum_of = 'utterance'
left join own_words as y on r.claim_id = y.claim_id and not y.answers
left join ratings as g on r.claim_id = g.claim_id
left join standing as b on r.claim_id = b.claim_id;
