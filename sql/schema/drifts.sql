-- One row a thing that a claim of a derived document dropped from what it retells, or added to it.
create table drifts (
    claim_id varchar not null,
    from_claim_id varchar not null,
    aspect varchar not null,
    change varchar not null,
    said varchar not null,
    certainty double,
    primary key (claim_id, aspect, change, said)
);

comment on table drifts is 'One row a thing that a claim of a derived document dropped from what it retells, or added to it.';
comment on column drifts.claim_id is 'The claim that retells.';
comment on column drifts.from_claim_id is 'A claim it retells, in the document that its own derives from or goes back to.';
comment on column drifts.aspect is 'section, hedge, attribution, number or date.';
comment on column drifts.change is 'dropped or added; what is replaced is both.';
comment on column drifts.said is 'The words: a section, a cue, a source''s name, a number with its unit, a date.';
comment on column drifts.certainty is 'Of a hedge: what it leaves of certainty, 0 to 1. Null for anything else.';
