-- One row a family of rules, with its bounds.
select
    family,
    floor::double as floor,
    cap::double as cap,
    title
from families
order by family;
