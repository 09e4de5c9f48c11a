-- One row an origin behind a proposition.
create table origins (
    proposition_id varchar not null,
    origin_id varchar not null,
    name varchar not null,
    kind varchar not null,
    established boolean not null,
    claims bigint not null,
    documents bigint not null,
    because varchar not null,
    primary key (proposition_id, origin_id)
);

comment on table origins is 'One row an origin behind a proposition.';
comment on column origins.proposition_id is 'The proposition.';
comment on column origins.origin_id is 'o_ and 16 hex digits.';
comment on column origins.name is 'Who or what it is: a speaker, a publisher, a family of documents.';
comment on column origins.kind is 'speaker, publisher, document or commenter.';
comment on column origins.established is 'A named speaker on record or a publisher listed in seeds/publishers.csv; only these are provably separate.';
comment on column origins.claims is 'Claims that rest on it.';
comment on column origins.documents is 'Documents that rest on it.';
comment on column origins.because is 'Why these are one origin.';
