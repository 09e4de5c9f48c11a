-- One row a claim of the page, with the rules that move it.
select
    c.change,
    c.claim,
    c.earlier_score,
    coalesce(m.rules, []) as rules
from changed as c
left join ledgers as m on c.claim_id = m.claim_id
order by c.claim_id;
