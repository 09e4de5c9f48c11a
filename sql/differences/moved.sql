-- One row a claim whose score is another, those that moved most first, with the rules that moved it: greatest difference in bits first.
with moved as (
    select
        l.claim_id,
        l.document_name,
        l.text,
        e.score as earlier,
        l.score as later,
        l.unrated_because
    from later_claims as l
    inner join earlier_claims as e on l.claim_id = e.claim_id
    where l.score is distinct from e.score or l.unrated_because is distinct from e.unrated_because
),

before as (
    select
        claim_id,
        rule_id,
        bits
    from earlier_contributions
    where claim_id in (select m.claim_id from moved as m)
),

since as (
    select
        claim_id,
        rule_id,
        bits
    from later_contributions
    where claim_id in (select m.claim_id from moved as m)
),

changed as (
    select
        coalesce(b.claim_id, s.claim_id) as claim_id,
        coalesce(b.rule_id, s.rule_id) as rule_id,
        b.bits::double as earlier,
        s.bits::double as later,
        coalesce(s.bits, 0) - coalesce(b.bits, 0) as difference
    from before as b
    full join since as s on b.claim_id = s.claim_id and b.rule_id = s.rule_id
    where b.bits is distinct from s.bits
),

ledgers as (
    select
        claim_id,
        list(struct_pack(rule_id := rule_id, earlier := earlier, later := later) order by abs(difference) desc, rule_id asc) as rules
    from changed
    group by claim_id
)

select
    m.claim_id,
    m.document_name,
    m.text,
    m.earlier,
    m.later,
    m.unrated_because,
    coalesce(d.rules, []) as rules
from moved as m
left join ledgers as d on m.claim_id = d.claim_id
order by abs(coalesce(m.later, 0) - coalesce(m.earlier, 0)) desc, m.claim_id asc;
