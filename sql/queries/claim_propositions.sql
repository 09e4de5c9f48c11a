-- One row a proposition that the claim asserts.
select p.*
from propositions as p
inner join assertions as a on p.proposition_id = a.proposition_id
where a.claim_id = $id
order by p.proposition_id;
