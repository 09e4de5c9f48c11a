-- One row a rule that fired on a claim: the ledger.
create table contributions (
    claim_id varchar not null,
    rule_id varchar not null,
    family varchar not null,
    strength decimal(9, 4) not null,
    weight decimal(9, 3) not null,
    bits decimal(18, 7) not null,
    because varchar not null,
    evidence varchar[] not null,
    primary key (claim_id, rule_id)
);

comment on table contributions is 'One row a rule that fired on a claim: the ledger.';
comment on column contributions.claim_id is 'The claim.';
comment on column contributions.rule_id is 'The rule.';
comment on column contributions.family is 'The rule''s family.';
comment on column contributions.strength is 'How fully the rule applies, 0 to 1.';
comment on column contributions.weight is 'Bits at full strength.';
comment on column contributions.bits is 'strength times weight, as far as the bounds of its family leave room (table families), the greatest effect first.';
comment on column contributions.because is 'Why it fired, for a person.';
comment on column contributions.evidence is 'What it rests on: spans (start-stop), claim, proposition, origin, source and document ids.';
