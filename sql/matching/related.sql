-- One row two items that are the same, that contradict each other, or of which the first overtakes the other.
create table matching.related (
    item integer not null,
    other integer not null,
    relation varchar not null,
    similarity double not null,
    because varchar not null
);
