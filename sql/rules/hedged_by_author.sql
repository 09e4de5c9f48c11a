-- Claims that the author hedges: strength is the certainty its cues take away together.
select
    r.claim_id,
    1 - round(product(m.certainty order by m.start, m.kind), 4) as strength,
    'the author hedges: ' || string_agg(distinct '“' || m.cue || '”', ', ' order by '“' || m.cue || '”') as because,
    list(m.start || '-' || m.stop order by m.start, m.kind) as evidence
from rated as r
inner join mentions as m on r.claim_id = m.claim_id
where
    m.holder = 'author'
    and m.kind in ('epistemic', 'doxastic', 'conditional', 'investigation', 'doubt', 'question', 'weasel')
    and m.certainty < 1
group by r.claim_id
