-- One row a rated claim whose source has a record, as it counts for this claim.
create table claim_records (
    claim_id varchar not null,
    source_id varchar not null,
    compared bigint not null,
    record double not null,
    prior double not null,
    strength double not null,
    because varchar not null,
    primary key (claim_id)
);

comment on table claim_records is 'One row a rated claim whose source has a record, as it counts for this claim.';
comment on column claim_records.claim_id is 'The claim.';
comment on column claim_records.source_id is 'The source whose own words it is.';
comment on column claim_records.compared is 'Other claims of the source that established origins speak of, those left out that turn on what this one says.';
comment on column claim_records.record is 'How those fared, 0 to 1, shrunk towards the prior.';
comment on column claim_records.prior is 'What sources of its kind start with.';
comment on column claim_records.strength is 'How fully the record counts, for or against, 0 to 1.';
comment on column claim_records.because is 'The same in words.';
