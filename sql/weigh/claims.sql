-- One row a claim with the score that `sums` gives it: what stands in the place of `claims` from here on.
create temporary view claims as
select
    c.rowid as rowid,
    c.* replace (s.score as score, s.bits as bits, s.icd203 as icd203, s.icd203_low as icd203_low, s.icd203_high as icd203_high)
from serve.main.claims as c
left join sums as s on c.claim_id = s.claim_id;
