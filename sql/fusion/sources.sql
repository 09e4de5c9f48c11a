-- One row a source of tables, with how its claims fare.
insert into sources
select
    t.source_id,
    t.name,
    'data source' as kind,
    count(*) as claims,
    count(c.score) as rated,
    count(distinct c.document_id) as documents,
    round(avg(c.score::decimal(18, 6)), 6) as mean_score
from table_sources as t
inner join placed as p on t.source_no = p.source_no
inner join claims as c on p.claim_id = c.claim_id
group by t.source_id, t.name
order by t.source_id;
