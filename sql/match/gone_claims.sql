-- One row a claim that has been matched and is no longer there.
create or replace temporary table gone_claims as
select
    c.claim_id,
    c.wording
from matching.known_claims as c
anti join sketched as s on c.claim_id = s.claim_id;
