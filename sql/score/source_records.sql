-- One row a source of texts whose own words are rated: its record, as far as its claims were tried, shrunk to the prior of its kind.
insert into source_records
with whole as (
    select
        source_id,
        count(*) as compared,
        sum(outcome)::double as agreed
    from tried
    group by source_id
),

spoken as (
    select
        w.source_id,
        count(*) as claims,
        min(w.prior)::double as prior,
        min(w.prior_claims)::double as prior_claims
    from own_words as w
    inner join rated as r on w.claim_id = r.claim_id
    group by w.source_id
),

shrunk as (
    select
        s.source_id,
        s.claims,
        coalesce(h.compared, 0) as compared,
        coalesce(h.agreed, 0) as agreed,
        s.prior,
        round((coalesce(h.agreed, 0) + s.prior * s.prior_claims) / (coalesce(h.compared, 0) + s.prior_claims), 6) as record
    from spoken as s
    left join whole as h on s.source_id = h.source_id
)

select
    source_id,
    claims,
    compared,
    agreed,
    prior,
    record,
    'F' as admiralty,
    round(log2(record / (1 - record)), 6) as bits,
    false as unnamed,
    null as copying_group
from shrunk;
