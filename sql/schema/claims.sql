-- One row a claim: a sentence as worded, where it stands, and its score.
create table claims (
    claim_id varchar not null,
    document_id varchar not null,
    document_name varchar not null,
    start bigint not null,
    stop bigint not null,
    text varchar not null,
    passage integer not null,
    section varchar not null,
    source_id varchar not null,
    author_id varchar,
    kind varchar not null,
    checkable boolean not null,
    check_worthiness double not null,
    certainty double not null,
    score double,
    bits decimal(18, 7),
    icd203 varchar,
    icd203_low double,
    icd203_high double,
    admiralty varchar,
    admiralty_because varchar,
    utterance_score double,
    unrated_because varchar,
    origins_min integer not null,
    origins_max integer not null,
    contradictions integer not null,
    source varchar,
    object varchar,
    attribute varchar,
    value varchar,
    primary key (claim_id)
);

comment on table claims is 'One row a claim: a sentence as worded, where it stands, and its score.';
comment on column claims.claim_id is 'c_ and 16 hex digits of the SHA-256 over document, start and stop.';
comment on column claims.document_id is 'The document it stands in.';
comment on column claims.document_name is 'That document''s name.';
comment on column claims.start is 'First character in the document''s text.';
comment on column claims.stop is 'One past the last character.';
comment on column claims.text is 'The sentence as worded.';
comment on column claims.passage is 'The passage it stands in.';
comment on column claims.section is 'That passage''s section.';
comment on column claims.source_id is 'Who is answerable for it: the innermost named source, else the document''s own voice.';
comment on column claims.author_id is 'Who signed it, as a source: for what a document with an author, whose publisher the sender names, says in its own voice; else null.';
comment on column claims.kind is 'fact, prediction, opinion, question, directive or fragment.';
comment on column claims.checkable is 'States something that could be verified.';
comment on column claims.check_worthiness is '0 to 1: how much it is worth checking; never part of the score.';
comment on column claims.certainty is '0 to 1: how firmly the sentence commits itself.';
comment on column claims.score is '0 to 1: how well it is supported by how, where and by whom it is said; not the probability of truth. Null when unrated.';
comment on column claims.bits is 'The sum of its contributions, log2 odds; score is 1 / (1 + 2^-bits). Null when unrated.';
comment on column claims.icd203 is 'The word of ICD 203 in whose range the score lies (seeds/icd203.csv): how strong the support is, not how probable the claim. Null when unrated.';
comment on column claims.icd203_low is 'Where that range begins, 0 to 1.';
comment on column claims.icd203_high is 'Where it ends.';
comment on column claims.admiralty is 'Admiralty rating: A to E for the record of its source, F where there is none; 1 to 5 for the information by who confirms or contradicts it, 6 where nobody does (seeds/admiralty.csv). Neither is a number. Null when unrated.';
comment on column claims.admiralty_because is 'The rules that gave the letter and the digit, and what they rest on.';
comment on column claims.utterance_score is '0 to 1: how well it is supported that its source said it, apart from whether it is so; its ledger is the table utterance_grounds. Null for a document''s own voice, and when unrated.';
comment on column claims.unrated_because is 'Why it has no score: not_checkable, question, opinion, directive, fragment, heading, boilerplate, unreadable (characters that could not be decoded). Null when rated.';
comment on column claims.origins_min is 'Provably separate origins of its best supported proposition.';
comment on column claims.origins_max is 'Origins of that proposition when only provable copies are merged.';
comment on column claims.contradictions is 'How many claims contradict it.';
comment on column claims.source is 'For a claim that came as a table: the source as given.';
comment on column claims.object is 'For a claim that came as a table: the object.';
comment on column claims.attribute is 'For a claim that came as a table: the attribute.';
comment on column claims.value is 'For a claim that came as a table: the value.';
