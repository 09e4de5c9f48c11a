-- One row a proposition that may be another than before.
create or replace temporary table former_propositions as
select distinct p.proposition_id
from matching.item_propositions as p
semi join affected as a on p.item = a.item;
