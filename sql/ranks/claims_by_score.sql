-- One row a claim, as pages by score give them: the greatest score first, then as the claims lie; place is its row in claims. The other
-- columns are those that narrow such pages (scoring/queries/ranking.py).
create or replace table unserved.claims_by_score as
select
    rowid as place,
    score,
    section,
    kind,
    checkable,
    certainty,
    check_worthiness,
    admiralty,
    origins_min,
    origins_max,
    contradictions
from claims
order by score desc nulls last, rowid asc;
