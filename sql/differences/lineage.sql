-- One row a proposition before and one after that share words of claims both tables hold, unless it is the same one and nothing else came
-- of it: renamed where another claim leads it, merged or split where it is one of several, regrouped where both happened.
with before as (
    select
        a.proposition_id,
        p.kind,
        p.text,
        a.claim_id,
        a.start,
        a.stop
    from earlier_assertions as a
    inner join earlier_propositions as p on a.proposition_id = p.proposition_id
),

since as (
    select
        a.proposition_id,
        p.kind,
        p.text,
        a.claim_id,
        a.start,
        a.stop
    from later_assertions as a
    inner join later_propositions as p on a.proposition_id = p.proposition_id
),

moved as (
    select
        b.proposition_id as earlier_proposition_id,
        s.proposition_id as later_proposition_id,
        b.kind,
        b.text as earlier_text,
        s.text as later_text,
        row_number() over (
            partition by b.claim_id, b.start, b.stop, b.kind, b.proposition_id
            order by s.proposition_id <> b.proposition_id, s.proposition_id
        ) as onward,
        row_number() over (
            partition by b.claim_id, b.start, b.stop, b.kind, s.proposition_id
            order by s.proposition_id <> b.proposition_id, b.proposition_id
        ) as back
    from before as b
    inner join since as s
        on b.claim_id = s.claim_id and b.start = s.start and b.stop = s.stop and b.kind = s.kind
),

shared as (
    select
        earlier_proposition_id,
        later_proposition_id,
        kind,
        any_value(earlier_text) as earlier_text,
        any_value(later_text) as later_text,
        count(*) as claims
    from moved
    where onward = 1 or back = 1
    group by earlier_proposition_id, later_proposition_id, kind
),

counted as (
    select
        *,
        count(*) over (partition by earlier_proposition_id) as successors,
        count(*) over (partition by later_proposition_id) as predecessors
    from shared
)

select
    case
        when successors > 1 and predecessors > 1 then 'regrouped'
        when successors > 1 then 'split'
        when predecessors > 1 then 'merged'
        else 'renamed'
    end as change,
    earlier_proposition_id,
    later_proposition_id,
    kind,
    earlier_text,
    later_text,
    claims
from counted
where
    (successors > 1 or predecessors > 1 or earlier_proposition_id <> later_proposition_id)
    and ($proposition::varchar is null or $proposition in (earlier_proposition_id, later_proposition_id))
    and ($after::varchar is null or earlier_proposition_id || '.' || later_proposition_id > $after)
order by earlier_proposition_id, later_proposition_id
limit $at_most;
