-- One row an item and a key of three words (sql/match/refined_keys.sql).
create table matching.refined_keys (
    key ubigint not null,
    item integer not null
);
