-- One row an item: the proposition it belongs to, named after the item that leads it; closed: what an author need not know at
-- first hand; and its family: the items that likenesses join with it, one by one, named after the first of them.
insert into matching.item_propositions
with leaders as (
    select
        i.item,
        i.kind,
        coalesce(l.leader, i.item) as leader,
        coalesce(l.family, i.item) as family
    from matching.items as i
    semi join affected as a on i.item = a.item
    left join led as l on i.item = l.item
)

select
    l.item,
    l.kind,
    l.leader,
    s.because,
    'p_' || left(sha256(i.kind || ':' || i.claim_id || ':' || i.start || ':' || i.stop), 16) as proposition_id,
    i.closed,
    l.family
from leaders as l
inner join matching.items as i on l.leader = i.item
left join likenesses as s on l.item = s.item and l.leader = s.other;
