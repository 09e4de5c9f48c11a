-- One row a calendar date in a claim, as far as the words give it.
create table dates (
    claim_id varchar not null,
    start bigint not null,
    stop bigint not null,
    year integer,
    month integer,
    day integer,
    primary key (claim_id, start)
);

comment on table dates is 'One row a calendar date in a claim, as far as the words give it.';
comment on column dates.claim_id is 'The claim.';
comment on column dates.start is 'First character in the document''s text.';
comment on column dates.stop is 'One past the last character.';
comment on column dates.year is 'Null when the words leave it open.';
comment on column dates.month is '1 to 12, null when open.';
comment on column dates.day is '1 to 31, null when open.';
