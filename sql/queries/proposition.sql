-- The proposition of that id.
select *
from propositions
where proposition_id = $id;
