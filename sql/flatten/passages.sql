-- One row a passage, numbered in reading order.
insert into passages
with numbered as (
    select
        document_id,
        unnest(passages) as p,
        generate_subscripts(passages, 1) - 1 as passage
    from readings
)

select
    document_id,
    passage,
    p.start,
    p.stop,
    p.section,
    p.because,
    p.confidence,
    p.comment,
    p.speaker,
    p.depth,
    p.said_at,
    p.address,
    p.byline
from numbered
order by document_id, passage;
