-- One row two items that met and no longer do.
create or replace temporary table parted as
select
    k.item,
    k.other
from matching.met as k
left join touched as a on k.item = a.item
left join touched as b on k.other = b.item
anti join met as m on k.item = m.item and k.other = m.other
where a.item is not null or b.item is not null;
