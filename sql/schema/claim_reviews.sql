-- One row a fact check that a page carries as schema.org ClaimReview.
create table claim_reviews (
    document_id varchar not null,
    review integer not null,
    claim varchar not null,
    claimant varchar,
    rating varchar,
    rating_value double,
    best_rating double,
    worst_rating double,
    reviewer varchar,
    url varchar,
    primary key (document_id, review)
);

comment on table claim_reviews is 'One row a fact check that a page carries as schema.org ClaimReview: somebody else''s verdict, never part of a score.';
comment on column claim_reviews.document_id is 'The document.';
comment on column claim_reviews.review is 'Number in the order of the page, from 0.';
comment on column claim_reviews.claim is 'The claim that was checked, as the page words it.';
comment on column claim_reviews.claimant is 'Who is said to have made it.';
comment on column claim_reviews.rating is 'The verdict in the reviewer''s words.';
comment on column claim_reviews.rating_value is 'The verdict on the reviewer''s scale.';
comment on column claim_reviews.best_rating is 'The end of that scale that means true.';
comment on column claim_reviews.worst_rating is 'The end of that scale that means false.';
comment on column claim_reviews.reviewer is 'Who checked it.';
comment on column claim_reviews.url is 'Address of the fact check.';
