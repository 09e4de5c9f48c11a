-- One row a claim whose score is another, those that moved most first, with the rules that moved it.
select
    m.claim_id,
    m.document_name,
    m.text,
    m.earlier,
    m.later,
    m.unrated_because,
    coalesce(d.rules, []) as rules
from changed as m
left join ledgers as d on m.claim_id = d.claim_id
order by abs(coalesce(m.later, 0) - coalesce(m.earlier, 0)) desc, m.claim_id asc;
