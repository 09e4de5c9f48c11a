-- One row a pair of values of one item of which the one lends votes to the other: the share lent, and how far the two go together.
create temporary table lent as
with both_ways as (
    select
        from_no,
        to_no,
        share,
        share as together,
        false as implies
    from near
    union all
    select
        from_no,
        to_no,
        share,
        share as together,
        true as implies
    from implied
    union all
    select
        to_no as from_no,
        from_no as to_no,
        0.0 as share,
        share as together,
        false as implies
    from implied
)

select
    from_no,
    to_no,
    max(share) as share,
    least(1.0, max(together)) as together,
    bool_or(implies) as implies
from both_ways
group by from_no, to_no
order by to_no, from_no;
