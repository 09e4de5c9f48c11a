-- One row a value: its share against the values that it excludes and the chance that none is right, and the bits of these together.
create or replace temporary table shares as
with scaled as (
    select
        *,
        max(bits) over (partition by item_no) as top
    from totals
),

weighed as (
    select
        *,
        pow(2.0, greatest(-60, bits - top)) as weight
    from scaled
),

summed as (
    select
        *,
        sum(weight::decimal(28, 18)) over (partition by item_no)::double as item_weight
    from weighed
),

spared as (
    select
        l.to_no as value_no,
        sum((l.together * w.weight)::decimal(28, 18))::double as weight
    from lent as l
    inner join weighed as w on l.from_no = w.value_no
    group by l.to_no
),

opposed as (
    select
        s.value_no,
        s.item_no,
        s.top,
        s.weight,
        greatest(0.0, s.item_weight - s.weight - coalesce(x.weight, 0)) + $unheard * pow(2.0, greatest(-60, -s.top)) as against
    from summed as s
    left join spared as x on s.value_no = x.value_no
)

select
    value_no,
    item_no,
    round(weight / (weight + against), 9) as share,
    round(greatest(0.0, log2(against) + top), 6) as against
from opposed
order by value_no;
