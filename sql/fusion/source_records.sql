-- One row a source of tables: its record, and its copying group if it has one.
insert into source_records
with grouped as (
    select
        g.group_no,
        min(t.source_id) as copying_group
    from groups as g
    inner join table_sources as t on g.source_no = t.source_no
    group by g.group_no
    having count(*) > 1
)

select
    t.source_id,
    r.claims,
    round(r.compared, 4) as compared,
    round(r.agreed, 4) as agreed,
    if(t.unnamed, $prior_unnamed, $prior_record) as prior,
    r.record,
    'F' as admiralty,
    r.bits,
    t.unnamed,
    d.copying_group
from records as r
inner join table_sources as t on r.source_no = t.source_no
inner join groups as g on r.source_no = g.source_no
left join grouped as d on g.group_no = d.group_no
order by t.source_id;
