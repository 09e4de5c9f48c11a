-- Claims of tables whose value comes again and again and is seldom borne out: a placeholder, a default, a misreading.
select
    r.claim_id,
    -v.borne as strength,
    v.borne_because as because,
    [r.start || '-' || r.stop] as evidence
from rated as r
inner join value_standing as v on r.claim_id = v.claim_id
where v.borne < 0
