-- One row an item that is compared: a statement once for all claims in the same wording (the senior one stands for them), and every part
-- of a claim. Claims that are alike in their terms stand next to each other, and each claim's items do: the statement first.
create temporary table items as
with opened as (
    select
        s.claim_id,
        s.established,
        s.rank,
        s.wording,
        s.items[1].ties as telling,
        unnest(s.items) as i
    from sketched as s
),

alike as (
    select
        i.kind as kind,
        i.part as part,
        i.start as start,
        i.stop as stop,
        i.scope as scope,
        i.ties as ties,
        i.names as names,
        i.closed as closed,
        claim_id,
        rank,
        telling,
        count(*) filter (where established) over (partition by if(i.part < 0, wording, encode(claim_id)), i.part) as standing,
        row_number() over (partition by if(i.part < 0, wording, encode(claim_id)), i.part order by established desc, rank asc) as place,
        established
    from opened
)

select
    kind,
    part,
    start,
    stop,
    scope,
    ties,
    names,
    closed,
    claim_id,
    rank,
    standing,
    row_number() over (order by telling, claim_id, part) - 1 as item,
    row_number() over (order by established desc, rank asc, part asc) as seniority
from alike
where place = 1
order by item;
