-- One row a pair of values of one item, in both directions.
create temporary table rivals as
select
    a.item_no,
    a.attribute_no,
    a.value_no as from_no,
    b.value_no as to_no
from item_values as a
inner join item_values as b on a.item_no = b.item_no and a.value_no <> b.value_no
where a.place <= $most_values and b.place <= $most_values;
