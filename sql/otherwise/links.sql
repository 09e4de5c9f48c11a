-- One row a claim that contradicts the claim in a case.
create temporary table links as
select
    l.claim_id,
    s.name as other_claim_id,
    s.name || ':' || l.proposition_id as proposition_id,
    s.name || ':' || l.other_proposition_id as other_proposition_id,
    l.relation,
    l.similarity,
    l.because
from serve.main.links as l
inner join near as n on l.claim_id = n.claim_id and l.proposition_id = n.proposition_id
cross join cases as s
where l.other_claim_id = $id and l.relation = 'contradicts' and n.side = 'opponent'
union all
select
    'c_new' as claim_id,
    s.name as other_claim_id,
    s.name || ':denied' as proposition_id,
    s.name || ':' as other_proposition_id,
    'contradicts' as relation,
    1 as similarity,
    '' as because
from cases as s
where s.change = 'contradicted';
