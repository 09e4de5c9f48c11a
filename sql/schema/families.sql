-- One row a family of rules, and how far it may move a claim.
create table families (
    family varchar not null,
    floor decimal(9, 3),
    cap decimal(9, 3),
    title varchar not null,
    primary key (family)
);

comment on table families is 'One row a family of rules, and how far it may move a claim.';
comment on column families.family is 'The family.';
comment on column families.floor is 'Bits below which all rules of the family together do not go; null: no bound.';
comment on column families.cap is 'Bits above which they do not go; null: no bound.';
comment on column families.title is 'What its rules look at.';
