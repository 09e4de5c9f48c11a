-- One row a fact check, numbered in the order of its page.
insert into claim_reviews
with numbered as (
    select
        document_id,
        unnest(claim_reviews) as r,
        generate_subscripts(claim_reviews, 1) - 1 as review
    from readings
)

select
    document_id,
    review,
    r.claim,
    r.claimant,
    r.rating,
    r.rating_value,
    r.best_rating,
    r.worst_rating,
    r.reviewer,
    r.url
from numbered
order by document_id, review;
