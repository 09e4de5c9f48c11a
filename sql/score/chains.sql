-- One row a claim with attributions: its chain graded by the weakest link, and the link that decides.
create temporary table chains as
select
    a.claim_id,
    min(g.rank) as rank,
    arg_min(a.source_kind, (g.rank, a.depth, a.attribution)) as source_kind,
    arg_min(a.source, (g.rank, a.depth, a.attribution)) as source,
    arg_min(a.source_start, (g.rank, a.depth, a.attribution)) as source_start,
    arg_min(a.source_stop, (g.rank, a.depth, a.attribution)) as source_stop,
    arg_min(a.implicit, (g.rank, a.depth, a.attribution)) as implicit
from attributions as a
inner join grades as g on a.source_kind = g.source_kind
group by a.claim_id;
