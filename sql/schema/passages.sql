-- One row a passage: a stretch of a document with its section.
create table passages (
    document_id varchar not null,
    passage integer not null,
    start bigint not null,
    stop bigint not null,
    section varchar not null,
    because varchar not null,
    confidence double not null,
    comment integer,
    speaker varchar,
    depth integer,
    said_at timestamptz,
    address varchar,
    byline boolean not null,
    primary key (document_id, passage)
);

comment on table passages is 'One row a passage: a stretch of a document with its section.';
comment on column passages.document_id is 'The document.';
comment on column passages.passage is 'Number in reading order, from 0.';
comment on column passages.start is 'First character in the document''s text.';
comment on column passages.stop is 'One past the last character.';
comment on column passages.section is 'main, correction, transcript, quote, social, sponsored, comment, heading, boilerplate, or table for the rows of a table of claims.';
comment on column passages.because is 'What made it that section.';
comment on column passages.confidence is 'How sure that is, 0 to 1.';
comment on column passages.comment is 'Which comment of the document, from 1, where it is one.';
comment on column passages.speaker is 'Who speaks here, if not the document''s author.';
comment on column passages.depth is 'How deep in its thread a comment stands: 1 answers nobody; null where nothing tells.';
comment on column passages.said_at is 'When a comment or post was written, if the document says so.';
comment on column passages.address is 'Address of an embedded post, or of what a quotation is cited from.';
comment on column passages.byline is 'It does nothing but name who wrote a comment, and when: no claim.';
