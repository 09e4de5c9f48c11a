-- One row: by what reading, preparing and judging all of this was made, and whether it was made to the end.
create table matching.made_by (
    stages varchar not null,
    is_whole boolean not null
);
