-- One row a claim with its score: 1 / (1 + 2^-bits), to six decimals.
insert into claims
with sums as (
    select
        claim_id,
        sum(bits) as bits
    from contributions
    group by claim_id
)

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
    r.kind,
    r.checkable,
    r.check_worthiness,
    r.certainty,
    round(1 / (1 + pow(2.0, -s.bits::double)), 6) as score,
    s.bits,
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
left join sums as s on r.claim_id = s.claim_id
left join standing as b on r.claim_id = b.claim_id
order by r.claim_id;
