-- One row a contribution that is not strength times its rule's weight.
select
    c.claim_id,
    format('rule {}: strength {} times weight {} is not {} bits', c.rule_id, c.strength, r.weight, c.bits) as why
from contributions_exported as c
left join rules_exported as r on c.rule_id = r.rule_id
where c.weight is distinct from r.weight or c.bits <> c.strength * c.weight
order by c.claim_id, c.rule_id;
