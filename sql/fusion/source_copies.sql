-- One row a pair of sources of tables of which one copies the other, or both a third.
insert into source_copies
select
    least(a.source_id, b.source_id) as source_id,
    greatest(a.source_id, b.source_id) as other_source_id,
    r.copying_group,
    c.shared as shared_rare,
    c.items,
    c.different,
    c.bits,
    least(a.name, b.name) || ' and ' || greatest(a.name, b.name) || ' share ' || c.shared
    || ' values that few others state and that are likely wrong, and differ in ' || c.different || ' of ' || c.items || ' items' as because
from copies as c
inner join table_sources as a on c.a_no = a.source_no
inner join table_sources as b on c.b_no = b.source_no
inner join source_records as r on a.source_id = r.source_id
order by source_id, other_source_id;
