-- One row a rule with its weight and its family's bounds, and whether rules of its family can reach them at all: only then is it an
-- effect of its own what its findings come to together. A strength is 1 at most.
create temporary table policy as
with reach as (
    select
        family,
        sum(least(weight, 0)) as least_bits,
        sum(greatest(weight, 0)) as most_bits
    from rules
    group by family
)

select
    r.rule_id,
    r.family,
    r.weight,
    g.floor,
    g.cap,
    coalesce(h.least_bits < g.floor, false) or coalesce(h.most_bits > g.cap, false) as bounded
from rules as r
inner join families as g on r.family = g.family
inner join reach as h on r.family = h.family;
