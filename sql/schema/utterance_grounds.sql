-- One row a ground on which it is believed, or not, that a claim's source said it: the ledger of its utterance score.
create table utterance_grounds (
    claim_id varchar not null,
    ground varchar not null,
    strength decimal(9, 4) not null,
    weight decimal(9, 3) not null,
    bits decimal(18, 7) not null,
    because varchar not null,
    primary key (claim_id, ground)
);

comment on table utterance_grounds is 'One row a ground on which it is believed, or not, that a claim''s source said it: the ledger of its utterance score.';
comment on column utterance_grounds.claim_id is 'The claim.';
comment on column utterance_grounds.ground is 'start, established_carrier, own_words, transcript, told_elsewhere, second_hand or told_by_readers (seeds/utterances.csv).';
comment on column utterance_grounds.strength is 'How fully it applies, 0 to 1.';
comment on column utterance_grounds.weight is 'Bits at full strength.';
comment on column utterance_grounds.bits is 'strength times weight.';
comment on column utterance_grounds.because is 'The same in words.';
