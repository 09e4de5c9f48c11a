-- One page of the sources that pass the filters, those with most claims first; a null parameter filters nothing.
select *
from sources
where
    ($kind::varchar is null or kind = $kind)
    and ($name::varchar is null or contains(lower(name), lower($name)))
    and ($after_claims::bigint is null or claims < $after_claims or (claims = $after_claims and source_id > $after_source_id::varchar))
order by claims desc, source_id asc
limit $at_most;
