-- One row more an item whose keys of three words alone are made anew and a key that it had.
insert into known_keys
select
    k.key,
    k.item,
    false as is_whole,
    i.standing > 0 as is_established
from matching.refined_keys as k
semi join remade as r on k.item = r.item
anti join edited as e on k.item = e.item
inner join matching.items as i on k.item = i.item;
