-- One row a pair of sources of tables of which one copies the other, or both a third.
create table source_copies (
    source_id varchar not null,
    other_source_id varchar not null,
    copying_group varchar not null,
    shared_rare bigint not null,
    items bigint not null,
    different bigint not null,
    bits double not null,
    because varchar not null,
    primary key (source_id, other_source_id)
);

comment on table source_copies is 'One row a pair of sources of tables of which one copies the other, or both a third.';
comment on column source_copies.source_id is 'The source with the lesser id.';
comment on column source_copies.other_source_id is 'The other.';
comment on column source_copies.copying_group is 'The least source_id of their group: all sources that are linked by such pairs, which have one vote together.';
comment on column source_copies.shared_rare is 'Values that both state, few others state, and that are likely wrong.';
comment on column source_copies.items is 'Items that both speak of.';
comment on column source_copies.different is 'Items of which they state different values.';
comment on column source_copies.bits is 'How much better copying explains this than chance: log2 of the likelihood ratio.';
comment on column source_copies.because is 'The same in words.';
