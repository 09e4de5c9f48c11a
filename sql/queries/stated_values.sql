-- One row a source and a value, as worded, that it states of the thing and attribute of the claim of a table; the best values first.
with own as (
    select
        strip_accents(lower(trim(object))) as object_key,
        strip_accents(lower(trim(attribute))) as attribute_key
    from claims
    where claim_id = $id and object is not null
)

select
    c.value,
    c.score,
    c.claim_id,
    c.source_id,
    s.name as source_name,
    r.record,
    r.copying_group
from claims as c
inner join own as o on strip_accents(lower(trim(c.object))) = o.object_key and strip_accents(lower(trim(c.attribute))) = o.attribute_key
inner join sources as s on c.source_id = s.source_id
inner join source_records as r on c.source_id = r.source_id
order by c.score desc, c.value asc, r.record desc, s.name asc, c.claim_id asc
limit $at_most;
