-- One row a source of tables, spellings that differ in case, accents and white space taken together. An address hides a name as much as the
-- words of the seed do.
create temporary table table_sources as
with folded as (
    select
        regexp_replace(lower(strip_accents(trim(source))), '\s+', ' ', 'g') as folded,
        min(trim(source)) as name
    from table_rows
    group by all
)

select
    row_number() over (order by f.folded) as source_no,
    's_' || left(sha256('data source' || chr(0) || f.name), 16) as source_id,
    f.folded,
    f.name,
    regexp_matches(f.folded, '(^|[^0-9.])[0-9]{1,3}([.][0-9]{1,3}){3}($|[^0-9.])|([0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}')
    or list_has_any(
        regexp_extract_all(f.folded, '[\p{L}\p{N}]+'),
        (
            select list(w.word order by w.word)
            from table_words as w
            where w.class = 'unnamed'
        )
    ) as unnamed
from folded as f
order by source_no;
