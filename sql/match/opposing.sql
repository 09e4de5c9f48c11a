-- One row a relation of two items that are not the same, one of which may be of another proposition than before.
create or replace temporary table opposing as
select r.*
from matching.related as r
left join affected as a on r.item = a.item
left join affected as b on r.other = b.item
where r.relation <> 'same' and (a.item is not null or b.item is not null);
