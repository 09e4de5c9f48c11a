-- One row an item: the proposition it belongs to (sql/match/item_propositions.sql).
create table matching.item_propositions (
    item integer not null,
    kind varchar not null,
    leader integer not null,
    because varchar,
    proposition_id varchar not null,
    closed boolean not null,
    family integer not null
);
