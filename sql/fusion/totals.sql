-- One row a value: its bits from votes, from values that lend it theirs, and from how it is borne out elsewhere; and their sum.
create or replace temporary table totals as
with lending as (
    select
        l.to_no as value_no,
        sum((l.share * v.bits)::decimal(18, 6))::double as bits
    from lent as l
    inner join votes as v on l.from_no = v.value_no
    group by l.to_no
)

select
    v.value_no,
    v.item_no,
    v.voters,
    v.bits + v.scatter as agreeing,
    coalesce(l.bits, 0) as lent,
    coalesce(b.bits, 0) as borne,
    v.bits + v.scatter + coalesce(l.bits, 0) + coalesce(b.bits, 0) as bits
from votes as v
left join lending as l on v.value_no = l.value_no
left join borne_out as b on v.value_no = b.value_no
order by v.value_no;
