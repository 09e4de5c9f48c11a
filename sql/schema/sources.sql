-- One row a source: whoever is named as saying something, a publisher, a document's own voice, a commenter.
create table sources (
    source_id varchar not null,
    name varchar not null,
    kind varchar not null,
    claims bigint not null,
    rated bigint not null,
    documents bigint not null,
    mean_score double,
    primary key (source_id)
);

comment on table sources is 'One row a source: whoever is named as saying something, a publisher, a document''s own voice, a commenter.';
comment on column sources.source_id is 's_ and 16 hex digits of the SHA-256 over kind and canonical name.';
comment on column sources.name is 'Canonical name.';
comment on column sources.kind is 'document, named person, named organisation, medium, unnamed official, unspecified, commenter, publisher, author (of documents of one publisher) or data source (of a table of claims).';
comment on column sources.claims is 'Claims it is answerable for or passes on: every claim in whose chain of attribution it stands.';
comment on column sources.rated is 'How many of them are rated.';
comment on column sources.documents is 'Documents in which it speaks.';
comment on column sources.mean_score is 'Mean score of its rated claims; null when none is.';
