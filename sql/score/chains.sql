-- One row a claim with attributions: its chain graded by the weakest link, and the link that decides.
create temporary table chains as
select distinct on (claim_id)
    claim_id,
    rank,
    source_kind,
    source,
    source_start,
    source_stop,
    implicit
from chain_links
order by claim_id asc, rank asc, depth asc, told_in asc, attribution asc;
