-- One row a proposition: what one or more claims assert, with who stands behind it.
create table propositions (
    proposition_id varchar not null,
    kind varchar not null,
    text varchar not null,
    claims bigint not null,
    documents bigint not null,
    publishers bigint not null,
    origins_min integer not null,
    origins_max integer not null,
    contradictions bigint not null,
    updates bigint not null,
    primary key (proposition_id)
);

comment on table propositions is 'One row a proposition: what one or more claims assert, with who stands behind it.';
comment on column propositions.proposition_id is 'p_ and 16 hex digits of the SHA-256 over its kind, its leading claim and the words that carry it.';
comment on column propositions.kind is 'statement, quantity, state, or presupposition: what claims only take for granted, which speaks for none of them.';
comment on column propositions.text is 'The shortest wording among its claims.';
comment on column propositions.claims is 'Claims that assert it.';
comment on column propositions.documents is 'Documents in which they stand.';
comment on column propositions.publishers is 'Publishers behind those documents, a document of unknown publisher counting as one.';
comment on column propositions.origins_min is 'Provably separate origins.';
comment on column propositions.origins_max is 'Origins when only provable copies are merged.';
comment on column propositions.contradictions is 'Propositions that contradict it.';
comment on column propositions.updates is 'Propositions that update it.';
