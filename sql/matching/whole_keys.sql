-- One row an item and a key of nearly all its words (sql/match/whole_keys.sql).
create table matching.whole_keys (
    key ubigint not null,
    item integer not null
);
