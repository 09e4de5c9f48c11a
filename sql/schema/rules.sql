-- One row a rule: the scoring policy.
create table rules (
    rule_id varchar not null,
    family varchar not null,
    weight decimal(9, 3) not null,
    title varchar not null,
    primary key (rule_id)
);

comment on table rules is 'One row a rule: the scoring policy.';
comment on column rules.rule_id is 'The name of its file in sql/rules/.';
comment on column rules.family is 'What it looks at: a family of the table families, which bounds it.';
comment on column rules.weight is 'Bits (log2 odds) at full strength.';
comment on column rules.title is 'What it rates, in a line.';
