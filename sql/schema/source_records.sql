-- One row a source with claims of its own: how these fared against independent origins.
create table source_records (
    source_id varchar not null,
    claims bigint not null,
    compared double not null,
    agreed double not null,
    prior double not null,
    record double not null,
    admiralty varchar not null,
    bits double not null,
    unnamed boolean not null,
    copying_group varchar,
    primary key (source_id)
);

comment on table source_records is 'One row a source with claims of its own, in texts or tables: how these fared against independent origins, and what its word weighs for it.';
comment on column source_records.source_id is 'The source.';
comment on column source_records.claims is 'Its rated claims in texts that are provably its own words; of tables, its different values of items.';
comment on column source_records.compared is 'The effective number of claims behind its record: those that independent origins speak of too, all claims of one proposition or one derived document counting once. Of tables: values of which others speak too; several of one item part one.';
comment on column source_records.agreed is 'How many of those hold, each counted with the share of established origins that side with it; of tables, with its share against the values that it excludes.';
comment on column source_records.prior is 'The record that a source of its kind starts with, before any claim is compared (seeds/record_priors.csv; of tables, seeds/fusion.csv).';
comment on column source_records.record is 'agreed of compared, shrunk to the prior as if that were eight more claims, 0 to 1.';
comment on column source_records.admiralty is 'The letter of an Admiralty rating that its record gives: A to E, F where too few of its claims are compared (seeds/admiralty.csv).';
comment on column source_records.bits is 'What its word weighs: log2 odds of its record.';
comment on column source_records.unnamed is 'It hides its name: a network address, anonymous and the like.';
comment on column source_records.copying_group is 'The least source_id among the sources with which it copies; they have one vote. Null where it copies with none.';
