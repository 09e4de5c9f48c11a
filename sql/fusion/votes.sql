-- One row a value: the votes for it, sources that copy each other having one vote, that of the best record among them; and how much
-- better what the others say is explained if this value is right than if none is (POPACCU: wrong values are as popular as they are seen
-- to be, so that many who say the same wrong thing weigh no more for it). Sources with hardly a record are bounded together: there can
-- be any number of them.
create or replace temporary table votes as
with voters as (
    select
        s.value_no,
        s.item_no,
        g.group_no,
        max(s.part * r.bits) as bits,
        max(s.part) as part,
        max(r.compared) >= $little_known as known
    from stated as s
    inner join records as r on s.source_no = r.source_no
    inner join groups as g on s.source_no = g.source_no
    group by s.value_no, s.item_no, g.group_no
),

counted as (
    select
        value_no,
        any_value(item_no) as item_no,
        count(*) as voters,
        coalesce(sum(bits::decimal(18, 6)) filter (where known), 0)::double
        + least($most_little_known, coalesce(sum(bits::decimal(18, 6)) filter (where not known), 0)::double) as bits,
        coalesce(sum(part::decimal(18, 9)) filter (where known), 0)::double
        + least($little_known, coalesce(sum(part::decimal(18, 9)) filter (where not known), 0)::double) as votes
    from voters
    group by value_no
),

among as (
    select
        *,
        sum(votes::decimal(18, 9)) over (partition by item_no)::double as item_votes
    from counted
)

select
    value_no,
    item_no,
    voters,
    bits,
    round(
        item_votes * log2(item_votes) - votes * log2(votes)
        - if(item_votes - votes > 1e-6, (item_votes - votes) * log2(item_votes - votes), 0), 6
    ) as scatter
from among
order by value_no;
