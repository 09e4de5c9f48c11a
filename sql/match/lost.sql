-- One row a relation of two items that no longer meet.
create or replace temporary table lost as
select
    r.item,
    r.other
from matching.related as r
inner join parted as p on least(r.item, r.other) = p.item and greatest(r.item, r.other) = p.other;
