-- Claims that give names, numbers or dates: a third for each of the three. The first word, which is always capital, names nobody.
with told as (
    select
        r.claim_id,
        r.start,
        r.stop,
        regexp_matches(c.text, '\s[“"‘''(]?\p{Lu}[\p{L}\p{N}]') as named,
        r.claim_id in (select q.claim_id from quantities as q) as numbered,
        r.claim_id in (select d.claim_id from dates as d) as dated
    from rated as r
    inner join read_claims as c on r.claim_id = c.claim_id
)

select
    claim_id,
    round((named::int + numbered::int + dated::int) / 3, 4) as strength,
    'it gives ' || concat_ws(' and ', if(named, 'names', null), if(numbered, 'numbers', null), if(dated, 'dates', null)) as because,
    [start || '-' || stop] as evidence
from told
where named or numbered or dated
