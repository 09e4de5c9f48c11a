-- One row a cue in a claim: words that hedge, ask, deny, approximate or strengthen.
create table mentions (
    claim_id varchar not null,
    start bigint not null,
    stop bigint not null,
    kind varchar not null,
    cue varchar not null,
    holder varchar not null,
    certainty double not null,
    low double,
    high double,
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
comment on column mentions.low is 'Least probability that a verbal probability such as likely stands for, 0 to 1, by ICD 203; null for any other cue.';
comment on column mentions.high is 'Greatest probability that it stands for; null for any other cue.';
