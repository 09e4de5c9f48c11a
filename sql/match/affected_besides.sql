-- One row more an item that likenesses join, one by one, with one whose proposition may be another than before, or that is the same part of
-- its claim by its place.
insert into affected
with families as (
    select distinct p.family
    from matching.item_propositions as p
    semi join affected as a on p.item = a.item
),

parts as (
    select
        i.claim_id,
        i.kind,
        i.start,
        i.stop
    from matching.items as i
    semi join affected as a on i.item = a.item
    where i.part >= 0
),

besides as (
    select p.item
    from matching.item_propositions as p
    semi join families as f on p.family = f.family
    union
    select i.item
    from matching.items as i
    semi join parts as p on i.claim_id = p.claim_id and i.kind = p.kind and i.start = p.start and i.stop = p.stop
)

select b.item
from besides as b
anti join affected as a on b.item = a.item;
