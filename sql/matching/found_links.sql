-- One row a relation between two claims of two propositions (sql/match/found_links.sql).
create table matching.found_links (
    claim_id varchar not null,
    other_claim_id varchar not null,
    proposition_id varchar not null,
    other_proposition_id varchar not null,
    relation varchar not null,
    similarity double not null,
    because varchar not null
);
