-- One row a pair of values of one item of which the one implies the other: on many other items, too, where the one is stated somebody
-- states the other (a town and its country). Such values do not exclude each other; mere mistakes do not repeat like that.
create temporary table implied as
with met as (
    select
        r.attribute_no,
        a.value_key as from_key,
        b.value_key as to_key,
        count(*) as items
    from rivals as r
    inner join item_values as a on r.from_no = a.value_no
    inner join item_values as b on r.to_no = b.value_no
    where a.number is null
    group by all
    having count(*) >= $implied_least
),

contested as (
    select
        attribute_no,
        value_key,
        count(*) as items
    from item_values
    where item_values > 1
    group by all
),

laws as (
    select
        m.attribute_no,
        m.from_key,
        m.to_key,
        m.items / (c.items + $implied_prior) as share
    from met as m
    inner join contested as c on m.attribute_no = c.attribute_no and m.from_key = c.value_key
)

select
    r.from_no,
    r.to_no,
    l.share
from rivals as r
inner join item_values as a on r.from_no = a.value_no
inner join item_values as b on r.to_no = b.value_no
inner join laws as l on r.attribute_no = l.attribute_no and a.value_key = l.from_key and b.value_key = l.to_key
where l.share > $implied_floor;
