-- One row an item that is compared (sql/match/arrived.sql), under a number that means nothing and stays.
create table matching.items (
    item integer not null,
    kind varchar not null,
    part integer not null,
    start bigint not null,
    stop bigint not null,
    scope varchar not null,
    ties varchar[] not null,
    names varchar[] not null,
    closed boolean not null,
    claim_id varchar not null,
    content blob not null,
    document_name varchar not null,
    place bigint not null,
    established boolean not null,
    standing bigint not null
);
