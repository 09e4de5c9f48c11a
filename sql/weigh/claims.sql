-- One row a claim with the score that `sums` gives it: what stands in the place of `claims` from here on.
create temporary view claims as
select
    c.rowid as rowid,
    c.* replace (s.score as score, s.bits as bits)
from serve.main.claims as c
left join sums as s on c.claim_id = s.claim_id;
