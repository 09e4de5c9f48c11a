-- One row a source of tables of claims: its record, and the group of sources that copy each other which it belongs to.
create table source_records (
    source_id varchar not null,
    claims bigint not null,
    compared double not null,
    agreed double not null,
    record double not null,
    bits double not null,
    unnamed boolean not null,
    copying_group varchar,
    primary key (source_id)
);

comment on table source_records is 'One row a source of tables of claims: its record, and the group of sources that copy each other which it belongs to.';
comment on column source_records.source_id is 'The source.';
comment on column source_records.claims is 'Different claims that it makes: values of items, each once.';
comment on column source_records.compared is 'The effective number behind its record: how many of them others speak of too; several values of one item part one.';
comment on column source_records.agreed is 'How many of those hold, each counted with its share against the values that it excludes.';
comment on column source_records.record is 'agreed of compared, shrunk to the prior of an unknown source, 0 to 1.';
comment on column source_records.bits is 'What its word weighs: log2 odds of its record.';
comment on column source_records.unnamed is 'It hides its name: a network address, anonymous and the like.';
comment on column source_records.copying_group is 'The least source_id among the sources with which it copies; they have one vote. Null where it copies with none.';
