-- One row a source: its record, the share of its values that hold, and what its word weighs in bits. Learned only where others speak
-- too, and shrunk to the prior: a source with few such claims is nearly what any unknown source is.
create or replace temporary table records as
with heard as (
    select
        s.source_no,
        count(*) as claims,
        coalesce(sum(s.part::decimal(18, 9)) filter (where v.item_sources > 1), 0)::double as compared,
        coalesce(sum((s.part * p.share)::decimal(18, 9)) filter (where v.item_sources > 1), 0)::double as agreed
    from stated as s
    inner join shares as p on s.value_no = p.value_no
    inner join item_values as v on s.value_no = v.value_no
    group by s.source_no
),

shrunk as (
    select
        h.source_no,
        h.claims,
        h.compared,
        h.agreed,
        least($greatest_record, greatest(
            $least_record, (h.agreed + $prior_claims * if(t.unnamed, $prior_unnamed, $prior_record)) / (h.compared + $prior_claims)
        )) as record
    from heard as h
    inner join table_sources as t on h.source_no = t.source_no
)

select
    source_no,
    claims,
    compared,
    agreed,
    round(record, 6) as record,
    round(log2(record / (1 - record)), 6) as bits
from shrunk
order by source_no;
