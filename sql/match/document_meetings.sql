-- One row a document and a senior one that it may be a copy of: how many word pairs they share, and how many the shorter of them has.
-- Those meet that share one in ten of the shorter's sampled word pairs; of a word pair that many share, only the seniors meet the others.
create or replace temporary table document_meetings as
with samples as (
    select
        seniority,
        unnest(sampled) as pair
    from prepared_documents
),

placed as (
    select
        seniority,
        pair,
        row_number() over (partition by pair order by seniority) as place,
        count(*) over (partition by pair) as size
    from samples
),

elders as (
    select
        seniority,
        pair,
        place
    from placed
    where place <= $seniors or size <= $most
),

met as (
    select
        a.seniority as senior,
        b.seniority as junior,
        count(*) as met
    from elders as a
    inner join placed as b on a.pair = b.pair and a.place < b.place
    group by a.seniority, b.seniority
)

select
    a.document_id as senior_id,
    b.document_id as junior_id,
    len(list_intersect(a.pairs, b.pairs)) as shared,
    least(len(a.pairs), len(b.pairs)) as fewer
from met as m
inner join prepared_documents as a on m.senior = a.seniority
inner join prepared_documents as b on m.junior = b.seniority
where m.met * 10 >= least(len(a.sampled), len(b.sampled))
order by b.seniority, a.seniority;
