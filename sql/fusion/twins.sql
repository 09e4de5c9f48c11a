-- One row a pair of sources that never differ, though others differ from them: until records are learned they are taken for one, since
-- copiers would confirm each other into the best record of all. Whether they copy is told afterwards, by fusion/copies.
create or replace temporary table twins as
with contested as (
    select
        s.source_no,
        s.value_no
    from stated as s
    inner join item_values as v on s.value_no = v.value_no
    where v.item_values > 1 and v.sources between 2 and $most_sharing
),

shared as (
    select
        a.source_no as a_no,
        b.source_no as b_no,
        count(*) as shared
    from contested as a
    inner join contested as b on a.value_no = b.value_no and a.source_no < b.source_no
    group by all
    having count(*) >= $least_twin
),

nearest as (
    select
        *,
        least(
            row_number() over (partition by a_no order by shared desc, b_no asc),
            row_number() over (partition by b_no order by shared desc, a_no asc)
        ) as place
    from shared
)

select
    n.a_no,
    n.b_no
from nearest as n
inner join stated as x on n.a_no = x.source_no
inner join stated as y on n.b_no = y.source_no and x.item_no = y.item_no
where n.place <= $most_partners
group by n.a_no, n.b_no
having count(distinct x.item_no) = count(distinct x.item_no) filter (where x.value_no = y.value_no)
order by n.a_no, n.b_no;
