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

worded_pairs as (
    select
        r.from_no,
        r.to_no,
        a.words as from_words,
        b.words as to_words
    from rivals as r
    inner join item_values as a on r.from_no = a.value_no
    inner join item_values as b on r.to_no = b.value_no
    where (a.number is null or b.number is null) and len(a.words) between 1 and 24 and len(b.words) between 1 and 24
),

held as (
    select
        from_no,
        to_no,
        len(from_words) as from_long,
        len(to_words) as to_long,
        len(list_intersect(from_words, to_words)) as common,
        len(list_filter(
            from_words,
            lambda x: list_contains(to_words, x) or len(list_filter(
                to_words, lambda y: least(length(x), length(y)) = 1 and left(x, 1) = left(y, 1)
            )) > 0
        )) as from_held,
        len(list_filter(
            to_words,
            lambda x: list_contains(from_words, x) or len(list_filter(
                from_words, lambda y: least(length(x), length(y)) = 1 and left(x, 1) = left(y, 1)
            )) > 0
        )) as to_held
    from worded_pairs
    where list_has_any(from_words, to_words)
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
    if(
        from_held = from_long and to_held = to_long, 1.0, $part_share * least(from_long, to_long) / greatest(from_long, to_long)
    ) as share
from held
where common > 0 and (from_held = from_long or to_held = to_long);
