-- One row a wording that claims came to, or went from.
create or replace temporary table reworded as
select wording
from fresh_claims
union
select wording
from gone_claims;
