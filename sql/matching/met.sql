-- One row two items that meet, the lower number first: they have been compared.
create table matching.met (
    item integer not null,
    other integer not null
);
