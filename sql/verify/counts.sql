-- The numbers that a manifest gives for the whole snapshot, counted.
with of_documents as (
    select
        count(*) as documents,
        count(error) as failed_documents
    from documents_exported
),

of_claims as (
    select
        count(*) as claims,
        count(score) as rated_claims
    from claims_exported
)

select
    d.documents,
    d.failed_documents,
    c.claims,
    c.rated_claims
from of_documents as d
cross join of_claims as c;
