-- One row a claim in a proposition (sql/match/matched.sql).
create table matching.matched (
    proposition_id varchar not null,
    kind varchar not null,
    closed boolean not null,
    claim_id varchar not null,
    start bigint not null,
    stop bigint not null,
    coverage double not null,
    because varchar
);
