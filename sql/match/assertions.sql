-- One row a claim in a proposition, with the origin it rests on there.
insert into assertions
select
    m.proposition_id,
    m.claim_id,
    o.origin_id,
    m.start,
    m.stop,
    m.coverage,
    m.because
from matched as m
inner join claim_origins as o on m.claim_id = o.claim_id
order by m.proposition_id, m.claim_id;
