-- The claim of that id.
select * replace (bits::double as bits)
from claims
where claim_id = $id;
