-- One row a claim whose score does not follow from its contributions.
with sums as (
    select
        claim_id,
        sum(bits) as bits
    from contributions_exported
    group by claim_id
)

select
    coalesce(c.claim_id, s.claim_id) as claim_id,
    case
        when c.claim_id is null then 'it has contributions but is no claim'
        when c.score is null and s.bits is not null then 'it is unrated but has contributions'
        when (s.bits is distinct from c.bits) then format('its contributions sum to {}, bits says {}', s.bits, c.bits)
        else format('its score is {}, its contributions give {}', c.score, round(1 / (1 + pow(2.0, -s.bits::double)), 6))
    end as why
from claims_exported as c
full join sums as s on c.claim_id = s.claim_id
where
    c.claim_id is null
    or s.bits is distinct from c.bits
    or c.score is distinct from round(1 / (1 + pow(2.0, -s.bits::double)), 6)
order by claim_id;
