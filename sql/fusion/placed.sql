-- One row a claim of a table: which source says which value of which item. Objects and attributes are the same whatever their case, accents
-- and white space.
create temporary table placed as
with folded as (
    select
        r.claim_id,
        s.source_no,
        regexp_replace(lower(strip_accents(trim(r.object))), '\s+', ' ', 'g') as object_key,
        regexp_replace(lower(strip_accents(trim(r.attribute))), '\s+', ' ', 'g') as attribute_key,
        w.value_key,
        w.number,
        w.dimension,
        w.words,
        r.value
    from table_rows as r
    inner join worded as w on r.value = w.value
    inner join table_sources as s on regexp_replace(lower(strip_accents(trim(r.source))), '\s+', ' ', 'g') = s.folded
)

select
    claim_id,
    source_no,
    value_key,
    number,
    dimension,
    words,
    value,
    dense_rank() over (order by attribute_key) as attribute_no,
    dense_rank() over (order by attribute_key, object_key) as item_no,
    dense_rank() over (order by attribute_key, object_key, value_key) as value_no
from folded;
