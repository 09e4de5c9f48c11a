-- One row a rule that a profile weighs otherwise than the scoring policy does.
create table profiles (
    profile varchar not null,
    rule_id varchar not null,
    weight decimal(9, 3) not null,
    primary key (profile, rule_id)
);

comment on table profiles is 'One row a rule that a profile weighs otherwise than the scoring policy does.';
comment on column profiles.profile is 'The profile''s name.';
comment on column profiles.rule_id is 'The rule.';
comment on column profiles.weight is 'Bits (log2 odds) at full strength under this profile.';
