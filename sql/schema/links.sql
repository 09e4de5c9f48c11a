-- One row a relation between two propositions, claim by claim.
create table links (
    claim_id varchar not null,
    other_claim_id varchar not null,
    proposition_id varchar not null,
    other_proposition_id varchar not null,
    relation varchar not null,
    similarity double not null,
    because varchar not null,
    primary key (claim_id, other_claim_id, proposition_id, other_proposition_id)
);

comment on table links is 'One row a relation between two propositions, claim by claim.';
comment on column links.claim_id is 'The claim that acts: for updates, the later state.';
comment on column links.other_claim_id is 'The claim it acts on.';
comment on column links.proposition_id is 'The proposition of the first claim.';
comment on column links.other_proposition_id is 'The proposition of the other.';
comment on column links.relation is 'contradicts (listed in both directions) or updates.';
comment on column links.similarity is '0 to 1: how alike the two are in what they speak of.';
comment on column links.because is 'What differs.';
