-- One row an item: the proposition it belongs to, named after the item that leads it.
create or replace temporary table item_propositions as
with leaders as (
    select
        i.item,
        i.kind,
        coalesce(l.leader, i.item) as leader
    from items as i
    left join led as l on i.item = l.item
)

select
    l.item,
    l.kind,
    l.leader,
    s.because,
    'p_' || left(sha256(i.kind || ':' || i.claim_id || ':' || i.start || ':' || i.stop), 16) as proposition_id
from leaders as l
inner join items as i on l.leader = i.item
left join likenesses as s on l.item = s.item and l.leader = s.other;
