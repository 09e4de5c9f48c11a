-- One row a claim that has been matched.
create table matching.known_claims (
    claim_id varchar not null,
    wording blob not null
);
