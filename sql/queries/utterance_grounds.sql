-- One row a ground of the claim's utterance score, the greatest effect first.
select
    ground,
    strength::double as strength,
    weight::double as weight,
    bits::double as bits,
    because
from utterance_grounds
where claim_id = $id
order by abs(bits) desc, ground asc;
