-- One row a proposition around the claim in a case; how many stand behind it moves no score.
create temporary table propositions as
select p.* replace (s.name || ':' || p.proposition_id as proposition_id)
from serve.main.propositions as p
cross join cases as s
where p.proposition_id in (select n.proposition_id from near as n);
