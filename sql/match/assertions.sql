-- One row a claim in a proposition, with the origin it rests on there.
insert into assertions
select
    proposition_id,
    claim_id,
    origin_id,
    start,
    stop,
    coverage,
    because
from placed_assertions
order by proposition_id, claim_id;
