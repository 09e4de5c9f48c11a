-- One row a value that is stated of many items: how far the other sources bear it out there, against what is usual for the attribute,
-- in bits. A wrong value that comes again and again is a placeholder or a misreading, and nobody else says it.
create temporary table borne_out as
with heard as (
    select
        v.attribute_no,
        v.value_key,
        v.value_no,
        least(
            1.0, (v.sources - 1 + coalesce(sum((least(1.0, i.share) * u.sources)::decimal(18, 9))::double, 0)) / (v.item_sources - 1)
        ) as share
    from item_values as v
    left join implied as i on v.value_no = i.to_no
    left join item_values as u on i.from_no = u.value_no
    where v.item_sources > 1 and v.number is null
    group by v.attribute_no, v.value_key, v.value_no, v.sources, v.item_sources
),

usual as (
    select
        attribute_no,
        least(0.99, greatest(0.01, sum(share::decimal(18, 9))::double / count(*))) as share
    from heard
    group by attribute_no
),

shrunk as (
    select
        h.attribute_no,
        h.value_key,
        count(*) as items,
        any_value(u.share) as usual,
        sum(h.share::decimal(18, 9))::double / count(*) as heard,
        (sum(h.share::decimal(18, 9))::double + $borne_out_prior * any_value(u.share)) / (count(*) + $borne_out_prior) as share
    from heard as h
    inner join usual as u on h.attribute_no = u.attribute_no
    group by h.attribute_no, h.value_key
    having count(*) >= $borne_out_least
)

select
    v.value_no,
    s.items,
    s.heard,
    s.usual,
    round(log2(least(0.99, s.share) / (1 - least(0.99, s.share))) - log2(s.usual / (1 - s.usual)), 4) as bits
from item_values as v
inner join shrunk as s on v.attribute_no = s.attribute_no and v.value_key = s.value_key
order by v.value_no;
