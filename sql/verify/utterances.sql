-- One row a claim whose utterance score does not follow from its grounds.
with sums as (
    select
        claim_id,
        sum(bits) as bits,
        bool_and(bits = strength * weight) as exact
    from utterance_grounds_exported
    group by claim_id
)

select
    coalesce(c.claim_id, s.claim_id) as claim_id,
    format('its utterance score is {}, its grounds give {}', c.utterance_score, round(1 / (1 + pow(2.0, -s.bits::double)), 6)) as why
from claims_exported as c
full join sums as s on c.claim_id = s.claim_id
where not coalesce(s.exact, true) or c.utterance_score is distinct from round(1 / (1 + pow(2.0, -s.bits::double)), 6)
order by claim_id;
