-- One row a pair of sources that copy, of which one is among these and the other too where $both asks for it; the surest first.
select
    c.*,
    a.name as source_name,
    b.name as other_source_name
from source_copies as c
inner join sources as a on c.source_id = a.source_id
inner join sources as b on c.other_source_id = b.source_id
where
    (list_contains($ids::varchar[], c.source_id) or list_contains($ids::varchar[], c.other_source_id))
    and (not $both::boolean or (list_contains($ids::varchar[], c.source_id) and list_contains($ids::varchar[], c.other_source_id)))
order by c.bits desc, c.source_id asc, c.other_source_id asc
limit $at_most;
