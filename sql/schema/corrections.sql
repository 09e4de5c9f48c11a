-- One row a claim that a correction is about, in the corrected document or one that derives from it.
create table corrections (
    claim_id varchar not null,
    correction_id varchar not null,
    document_id varchar not null,
    corrected_document_id varchar not null,
    followed boolean not null,
    established boolean not null,
    withdrawn varchar[] not null,
    instead varchar[] not null,
    because varchar not null,
    primary key (claim_id, correction_id)
);

comment on table corrections is 'One row a claim that a correction is about, in the corrected document or one that derives from it.';
comment on column corrections.claim_id is 'The claim: it says what the correction withdraws, or what it puts in its place.';
comment on column corrections.correction_id is 'The first claim of the correction.';
comment on column corrections.document_id is 'The document that the claim stands in.';
comment on column corrections.corrected_document_id is 'The document that the correction stands in: the same, or one that this one derives from.';
comment on column corrections.followed is 'Whether the claim has what the correction puts in place; false: it still says what was withdrawn.';
comment on column corrections.established is 'Whether the correction is by an established publisher.';
comment on column corrections.withdrawn is 'Words and numbers that the correction withdraws, in the form claims are compared in.';
comment on column corrections.instead is 'Words and numbers that it puts in their place; empty where it names none.';
comment on column corrections.because is 'The same in words.';
