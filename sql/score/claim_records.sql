-- One row a rated claim whose source has a record: what it is worth without the claim itself, all cases left out that turn on something
-- the claim asserts or contradicts. Shrunk to the prior of its kind. strength is how fully the record counts, for or against.
insert into claim_records
with turning as (
    select
        claim_id,
        proposition_id
    from placed_assertions
    where proposition_kind <> 'presupposition'
    union
    select
        claim_id,
        other_proposition_id as proposition_id
    from links
    where relation = 'contradicts'
),

cases as (
    select distinct
        t.source_id,
        t.case_id,
        t.outcome,
        a.proposition_id
    from (select
        source_id,
        case_id,
        outcome,
        unnest(claim_ids) as claim_id
    from tried) as t
    inner join placed_assertions as a on t.claim_id = a.claim_id and a.proposition_kind <> 'presupposition'
),

own_cases as (
    select distinct
        w.claim_id,
        c.case_id,
        c.outcome
    from own_words as w
    inner join turning as t on w.claim_id = t.claim_id
    inner join cases as c on w.source_id = c.source_id and t.proposition_id = c.proposition_id
    where w.answers
),

own as (
    select
        claim_id,
        count(*) as compared,
        sum(outcome) as agreed
    from own_cases
    group by claim_id
),

whole as (
    select
        source_id,
        count(*) as compared,
        sum(outcome) as agreed
    from tried
    group by source_id
),

others as (
    select
        w.claim_id,
        w.source_id,
        w.prior,
        w.prior_claims,
        w.part,
        (h.compared - coalesce(o.compared, 0))::bigint as compared,
        h.agreed - coalesce(o.agreed, 0) as agreed
    from own_words as w
    inner join rated as r on w.claim_id = r.claim_id
    inner join whole as h on w.source_id = h.source_id
    left join own as o on w.claim_id = o.claim_id
    where w.answers
),

shrunk as (
    select
        o.claim_id,
        o.source_id,
        o.part,
        o.compared,
        o.agreed,
        o.prior::double as prior,
        round((o.agreed + o.prior * o.prior_claims)::double / (o.compared + o.prior_claims)::double, 6) as record
    from others as o
    where o.compared > 0
)

select
    s.claim_id,
    s.source_id,
    s.compared,
    s.record,
    s.prior,
    round(s.part * (1 - pow(2.0, -abs(log2(s.record / (1 - s.record)) - log2(s.prior / (1 - s.prior))))), 4) as strength,
    'of ' || s.compared || ' other claim(s) of ' || i.name || ' that established origins speak of too, '
    || format('{:.1f} hold: a record of {:.2f}, where its kind starts at {:.2f}', s.agreed::double, s.record, s.prior) as because
from shrunk as s
inner join identities as i on s.source_id = i.source_id;
