-- One row a document that is derived from another.
create table derivations (
    document_id varchar not null,
    from_document_id varchar not null,
    derivation varchar not null,
    containment double not null,
    because varchar not null,
    primary key (document_id, from_document_id)
);

comment on table derivations is 'One row a document that is derived from another.';
comment on column derivations.document_id is 'The derived document.';
comment on column derivations.from_document_id is 'The document it derives from.';
comment on column derivations.derivation is 'wholly or partly.';
comment on column derivations.containment is 'Share of the shorter text''s word pairs found in the other, 0 to 1.';
comment on column derivations.because is 'What they share, and why this one is the copy.';
