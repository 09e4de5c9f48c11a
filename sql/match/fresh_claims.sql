-- One row a claim that has not been matched.
create or replace temporary table fresh_claims as
select
    s.claim_id,
    s.wording
from sketched as s
anti join matching.known_claims as c on s.claim_id = c.claim_id;
