-- One row a link in a claim's chain of attribution, outermost first.
create table attributions (
    claim_id varchar not null,
    attribution integer not null,
    depth integer not null,
    source_id varchar not null,
    source varchar not null,
    source_kind varchar not null,
    source_start bigint,
    source_stop bigint,
    cue_start bigint,
    cue_stop bigint,
    content bigint[][],
    direct boolean not null,
    implicit boolean not null,
    primary key (claim_id, attribution)
);

comment on table attributions is 'One row a link in a claim''s chain of attribution, outermost first.';
comment on column attributions.claim_id is 'The claim in which the attributed words begin.';
comment on column attributions.attribution is 'Number within the claim, from 0.';
comment on column attributions.depth is '1 is the outermost source.';
comment on column attributions.source_id is 'The source, resolved across spellings.';
comment on column attributions.source is 'The source as the document names it in full.';
comment on column attributions.source_kind is 'document, named person, named organisation, medium, unnamed official, unspecified, commenter or publisher.';
comment on column attributions.source_start is 'First character of the words that name it; null when implicit.';
comment on column attributions.source_stop is 'One past their last character.';
comment on column attributions.cue_start is 'First character of the reporting cue; null when there is none.';
comment on column attributions.cue_stop is 'One past its last character.';
comment on column attributions.content is 'Where the attributed words stand: a list of [start, stop].';
comment on column attributions.direct is 'Given as the source''s own words.';
comment on column attributions.implicit is 'Named by the surroundings, not in the sentence.';
