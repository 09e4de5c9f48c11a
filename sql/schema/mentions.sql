-- One row a cue in a claim: words that hedge, ask, deny, approximate or strengthen.
create table mentions (
    claim_id varchar not null,
    start bigint not null,
    stop bigint not null,
    kind varchar not null,
    cue varchar not null,
    holder varchar not null,
    certainty double not null,
    primary key (claim_id, start, kind)
);

comment on table mentions is 'One row a cue in a claim: words that hedge, ask, deny, approximate or strengthen.';
comment on column mentions.claim_id is 'The claim.';
comment on column mentions.start is 'First character in the document''s text.';
comment on column mentions.stop is 'One past the last character.';
comment on column mentions.kind is 'epistemic, doxastic, conditional, investigation, doubt, question, weasel, evidential, approximator, booster or negation.';
comment on column mentions.cue is 'The words found, folded to lower case; seeds/cues.csv has the phrase they match.';
comment on column mentions.holder is 'Whose it is: author or speaker.';
comment on column mentions.certainty is 'What it leaves of certainty, 0 to 1.';
