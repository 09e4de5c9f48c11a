-- Claims that documents of unknown standing assert too: all of them together weigh less than one established origin.
select
    r.claim_id,
    s.unknown_strength as strength,
    s.unknown_others || ' other origin(s) of unknown standing assert it: ' || s.unknown_names as because,
    [s.proposition_id] as evidence
from rated as r
inner join standing as s on r.claim_id = s.claim_id
where s.unknown_others > 0 and r.section <> 'comment'
