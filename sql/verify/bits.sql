-- One row a contribution that is not strength times its rule's weight, as far as its family's bounds leave room.
with weighed as (
    select
        c.claim_id,
        c.rule_id,
        c.family,
        c.strength,
        c.bits,
        coalesce(c.weight <> r.weight or c.family <> r.family, true) as strange,
        r.weight,
        c.strength * r.weight as whole
    from contributions_exported as c
    left join rules_exported as r on c.rule_id = r.rule_id
),

summed as (
    select
        *,
        sum(whole) over (
            partition by claim_id, family
            order by abs(whole) desc, rule_id asc
            rows unbounded preceding
        ) as so_far
    from weighed
),

bounds as (
    select *
    from families_exported
)

select
    s.claim_id,
    format('rule {}: strength {} times weight {}, within its family, is not {} bits', s.rule_id, s.strength, s.weight, s.bits) as why
from summed as s
left join bounds as g on s.family = g.family
where
    s.strange
    or s.bits is distinct from greatest(least(s.so_far, g.cap), g.floor) - greatest(least(s.so_far - s.whole, g.cap), g.floor)
order by s.claim_id, s.rule_id;
