-- One row two items that meet and have not been compared.
create or replace temporary table new_pairs as
select
    m.item,
    m.other
from met as m
anti join matching.met as k on m.item = k.item and m.other = k.other;
