-- One row a claim of the snapshot with the score that `sums` gives it: what else is known of it does not depend on what the rules find.
insert into claims
select c.* replace (s.score as score, s.bits as bits, s.icd203 as icd203, s.icd203_low as icd203_low, s.icd203_high as icd203_high)
from former_claims as c
left join sums as s on c.claim_id = s.claim_id;
