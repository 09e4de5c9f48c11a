-- Claims that retell, in a derived document, what its original has from readers or in a post only: full strength, of posts half.
select
    r.claim_id,
    max(if(d.said = 'comment', 1, 0.5)) as strength,
    'its document derives from one where it stands as ' || string_agg(d.said, ', ' order by d.said) as because,
    [min(d.from_claim_id)] as evidence
from rated as r
inner join drifts as d on r.claim_id = d.claim_id and d.aspect = 'section' and d.change = 'dropped'
inner join drifts as a on r.claim_id = a.claim_id and a.aspect = 'section' and a.change = 'added'
where
    d.said in ('comment', 'social')
    and exists (select 1 from retold as t where t.claim_id = r.claim_id and t.is_heir)
group by r.claim_id
