-- One row a changed claim that both sides have, with the rules whose bits are others: the greatest difference first.
create temporary table ledgers as
with both_have as (
    select claim_id
    from changed
    where change = 'changed'
),

before as (
    select
        claim_id,
        rule_id,
        bits
    from earlier_contributions
    where claim_id in (select b.claim_id from both_have as b)
),

since as (
    select
        claim_id,
        rule_id,
        bits
    from later_contributions
    where claim_id in (select b.claim_id from both_have as b)
),

moving as (
    select
        coalesce(b.claim_id, s.claim_id) as claim_id,
        coalesce(b.rule_id, s.rule_id) as rule_id,
        b.bits::double as earlier,
        s.bits::double as later,
        coalesce(s.bits, 0) - coalesce(b.bits, 0) as difference
    from before as b
    full join since as s on b.claim_id = s.claim_id and b.rule_id = s.rule_id
    where b.bits is distinct from s.bits
)

select
    claim_id,
    list(struct_pack(rule_id := rule_id, earlier := earlier, later := later) order by abs(difference) desc, rule_id asc) as rules
from moving
group by claim_id;
