-- One row a claim that asserts a proposition, with the words that do.
create table assertions (
    proposition_id varchar not null,
    claim_id varchar not null,
    origin_id varchar not null,
    start bigint not null,
    stop bigint not null,
    coverage double not null,
    because varchar not null,
    primary key (proposition_id, claim_id)
);

comment on table assertions is 'One row a claim that asserts a proposition, with the words that do.';
comment on column assertions.proposition_id is 'The proposition.';
comment on column assertions.claim_id is 'The claim that asserts it.';
comment on column assertions.origin_id is 'The origin it rests on.';
comment on column assertions.start is 'First character of the words that carry it.';
comment on column assertions.stop is 'One past their last character.';
comment on column assertions.coverage is 'How much of the claim the proposition covers, 0 to 1.';
comment on column assertions.because is 'What agreed with the other wordings.';
