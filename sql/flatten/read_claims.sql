-- One row a claim as read, with its lists still nested and its identity.
create temporary table read_claims as
with opened as (
    select
        document_id,
        document_name,
        publisher,
        unnest(claims) as c
    from readings
)

select
    'c_' || left(sha256(document_id || ':' || c.start || ':' || c.stop), 16) as claim_id,
    document_id,
    document_name,
    publisher,
    c.start as start,
    c.stop as stop,
    c.text as text,
    c.passage as passage,
    c.section as section,
    c.kind as kind,
    c.checkable as checkable,
    c.check_worthiness as check_worthiness,
    c.certainty as certainty,
    c.mentions as mentions,
    c.attributions as attributions,
    c.quantities as quantities,
    c.dates as dates
from opened
order by document_id, c.start, c.stop;
