-- Claims that documents of unknown standing assert too: all of them together weigh less than one established origin.
select
    r.claim_id,
    round((1 - pow(0.5, s.unknown_others)) * (0.5 + 0.5 * s.coverage), 4) as strength,
    s.unknown_others || ' other origin(s) of unknown standing assert it: ' || s.unknown_names as because,
    [s.proposition_id] as evidence
from rated as r
inner join standing as s on r.claim_id = s.claim_id
where s.unknown_others > 0 and r.section <> 'comment'
