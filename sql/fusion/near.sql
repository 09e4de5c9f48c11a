-- One row a pair of values of one item that are nearly the same number, or of which one holds the words of the other (initials stand for
-- names, so that "D. Roe" lends to "Dana Roe"): the share of its votes that the one lends to the other.
create temporary table near as
with medians as (
    select
        attribute_no,
        dimension,
        median(abs(number)) as middle
    from item_values
    where number is not null
    group by attribute_no, dimension
),

numbers as (
    select
        r.from_no,
        r.to_no,
        $near_share * (1 - abs(a.number - b.number) / (2 * greatest(
            t.absolute, t.relative * least(m.middle, greatest(abs(a.number), abs(b.number), m.middle / 2)), 1e-12
        ))) as share
    from rivals as r
    inner join item_values as a on r.from_no = a.value_no
    inner join item_values as b on r.to_no = b.value_no and a.dimension = b.dimension
    inner join medians as m on a.attribute_no = m.attribute_no and a.dimension = m.dimension
    inner join tolerances as t on a.dimension = t.dimension
    where a.number is not null and b.number is not null
),

held as (
    select
        r.from_no,
        r.to_no,
        len(a.words) as long_a,
        len(b.words) as long_b,
        len(list_filter(a.words, lambda x: list_contains(b.words, x))) as common,
        len(list_filter(
            a.words,
            lambda x: list_contains(b.words, x) or len(list_filter(
                b.words, lambda y: least(length(x), length(y)) = 1 and left(x, 1) = left(y, 1)
            )) > 0
        )) as held_a,
        len(list_filter(
            b.words,
            lambda x: list_contains(a.words, x) or len(list_filter(
                a.words, lambda y: least(length(x), length(y)) = 1 and left(x, 1) = left(y, 1)
            )) > 0
        )) as held_b
    from rivals as r
    inner join item_values as a on r.from_no = a.value_no
    inner join item_values as b on r.to_no = b.value_no
    where (a.number is null or b.number is null) and len(a.words) between 1 and 24 and len(b.words) between 1 and 24
)

select
    from_no,
    to_no,
    share
from numbers
where share > 0
union all
select
    from_no,
    to_no,
    if(held_a = long_a and held_b = long_b, 1.0, $part_share * least(long_a, long_b) / greatest(long_a, long_b)) as share
from held
where common > 0 and (held_a = long_a or held_b = long_b);
