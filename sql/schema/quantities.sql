-- One row a number with its unit in a claim, as an interval.
create table quantities (
    claim_id varchar not null,
    start bigint not null,
    stop bigint not null,
    value double not null,
    unit varchar not null,
    approximate boolean not null,
    low double not null,
    high double not null,
    primary key (claim_id, start)
);

comment on table quantities is 'One row a number with its unit in a claim, as an interval.';
comment on column quantities.claim_id is 'The claim.';
comment on column quantities.start is 'First character in the document''s text.';
comment on column quantities.stop is 'One past the last character.';
comment on column quantities.value is 'The number said.';
comment on column quantities.unit is 'Normalised unit, singular; empty for a bare number.';
comment on column quantities.approximate is 'Said with nearly, about, over and the like.';
comment on column quantities.low is 'Least value the words allow.';
comment on column quantities.high is 'Greatest value the words allow.';
