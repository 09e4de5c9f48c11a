-- Claims that retell, in a derived document, what its original has from readers or in a post only: full strength, of posts half.
with heirs as (
    select distinct claim_id
    from retold
    where is_heir
)

select
    r.claim_id,
    max(if(d.said = 'comment', 1, 0.5)) as strength,
    'its document derives from one where it stands as ' || string_agg(d.said, ', ' order by d.said) as because,
    [min(d.from_claim_id)] as evidence
from rated as r
inner join heirs as h on r.claim_id = h.claim_id
inner join drifts as d on r.claim_id = d.claim_id and d.aspect = 'section' and d.change = 'dropped'
inner join drifts as a on r.claim_id = a.claim_id and a.aspect = 'section' and a.change = 'added'
where d.said in ('comment', 'social')
group by r.claim_id
