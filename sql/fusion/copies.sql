-- One row a pair of sources that share values which are rare and likely wrong: how many, where they differ, and the bits by which copying
-- explains that better than chance. A shared value weighs by how unlikely it is that it is right; right values anyone may share.
create or replace temporary table copies as
with rare as (
    select
        s.source_no,
        s.value_no,
        1 - 2 * p.share as wrong,
        (v.sources - 1.5) / (v.item_sources - 1) as chance
    from stated as s
    inner join shares as p on s.value_no = p.value_no
    inner join item_values as v on s.value_no = v.value_no
    where p.share < 0.5 and v.sources between 2 and $most_sharing
),

shared as (
    select
        a.source_no as a_no,
        b.source_no as b_no,
        count(*) as shared,
        sum((a.wrong * log2(($copy_rate + (1 - $copy_rate) * a.chance) / a.chance))::decimal(18, 6)) as bits
    from rare as a
    inner join rare as b on a.value_no = b.value_no and a.source_no < b.source_no
    group by all
    having count(*) >= $least_shared
),

nearest as (
    select
        *,
        least(
            row_number() over (partition by a_no order by bits desc, b_no asc),
            row_number() over (partition by b_no order by bits desc, a_no asc)
        ) as place
    from shared
),

compared as (
    select
        n.a_no,
        n.b_no,
        n.shared,
        n.bits,
        count(distinct x.item_no) as items,
        count(distinct x.item_no) - count(distinct x.item_no) filter (where x.value_no = y.value_no) as different
    from nearest as n
    inner join stated as x on n.a_no = x.source_no
    inner join stated as y on n.b_no = y.source_no and x.item_no = y.item_no
    where n.place <= $most_partners
    group by all
)

select
    a_no,
    b_no,
    shared,
    items,
    different,
    round(bits::double + different * log2(1 - $copy_rate), 4) as bits
from compared
where bits::double + different * log2(1 - $copy_rate) > $copy_bits
order by a_no, b_no;
