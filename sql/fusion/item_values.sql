-- One row a value of an item: how many sources state it, of how many that speak of the item, and its place among the item's values.
create temporary table item_values as
with counted as (
    select
        s.value_no,
        any_value(s.item_no) as item_no,
        count(*) as sources,
        sum(s.part::decimal(18, 9))::double as parts
    from stated as s
    group by s.value_no
),

described as (
    select
        value_no,
        any_value(attribute_no) as attribute_no,
        any_value(value_key) as value_key,
        any_value(number) as number,
        any_value(dimension) as dimension,
        any_value(words) as words,
        min(value) as value
    from placed
    group by value_no
)

select
    c.value_no,
    c.item_no,
    d.attribute_no,
    d.value_key,
    d.number,
    d.dimension,
    d.words,
    d.value,
    c.sources,
    c.parts,
    sum(c.sources) over item as item_sources,
    sum(c.parts::decimal(18, 9)) over item as item_parts,
    count(*) over item as item_values,
    row_number() over (partition by c.item_no order by c.sources desc, c.value_no asc) as place
from counted as c
inner join described as d on c.value_no = d.value_no
window item as (partition by c.item_no)
order by c.value_no;
