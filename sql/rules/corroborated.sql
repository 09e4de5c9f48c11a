-- Claims that other established origins assert too; a comment that repeats them is an echo. Each further origin counts half of the last.
select
    r.claim_id,
    s.established_strength as strength,
    s.established_others || ' other established origin(s) assert it: ' || s.established_names as because,
    [s.proposition_id] as evidence
from rated as r
inner join standing as s on r.claim_id = s.claim_id
where s.established_others > 0 and r.section <> 'comment'
