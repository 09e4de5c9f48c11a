-- One row a document that was received, readable or not.
create table documents (
    document_id varchar not null,
    document_name varchar not null,
    media_type varchar,
    title varchar,
    publisher varchar,
    publisher_said_by varchar,
    url varchar,
    author varchar,
    published_at timestamptz,
    language varchar,
    sha256 varchar not null,
    characters bigint not null,
    claims bigint not null,
    error varchar,
    text varchar not null,
    primary key (document_id)
);

comment on table documents is 'One row a document that was received, readable or not.';
comment on column documents.document_id is 'd_ and 16 hex digits of the SHA-256 over name, content and all that the sender said of it.';
comment on column documents.document_name is 'The name it was received under, a file''s base name.';
comment on column documents.media_type is 'text/plain, text/markdown, text/html, application/json for a record; application/x-ndjson, text/csv or application/vnd.apache.parquet for a table of claims; null when unreadable.';
comment on column documents.title is 'As the page or the sender gives it.';
comment on column documents.publisher is 'As the page or the sender gives it; null when unknown.';
comment on column documents.publisher_said_by is 'Whose word the publisher is: sender or page; a page''s own word gives it no standing. Null when unknown.';
comment on column documents.url is 'Canonical address, if one is given.';
comment on column documents.author is 'As the page or the sender gives it.';
comment on column documents.published_at is 'When it was published, if the page or the sender says so.';
comment on column documents.language is 'As the page declares it, a BCP 47 tag such as en or en-GB; null when it does not.';
comment on column documents.sha256 is 'SHA-256 of the bytes received, hex.';
comment on column documents.characters is 'Length of text in Unicode characters.';
comment on column documents.claims is 'How many claims were read in it.';
comment on column documents.error is 'Why it could not be read, and what to do; null for a document that was read.';
comment on column documents.text is 'The readable text that every span counts in; empty when unreadable.';
