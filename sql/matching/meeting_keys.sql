-- One row an item and a key of two words (sql/match/meeting_keys.sql).
create table matching.meeting_keys (
    key ubigint not null,
    item integer not null
);
