-- One row a link of a claim's chain: its own attributions, and those of a quotation that began in an earlier sentence and goes on in it.
create temporary table chain_links as
with pieces as (
    select
        r.document_id,
        a.claim_id,
        a.attribution,
        unnest(a.content) as piece
    from attributions as a
    inner join read_claims as r on a.claim_id = r.claim_id
    where not a.implicit
),

carried as (
    select distinct
        r.claim_id,
        p.claim_id as from_claim_id,
        p.attribution
    from pieces as p
    inner join read_claims as r on p.document_id = r.document_id and r.start >= p.piece[1] - 2 and r.start < p.piece[2]
    where
        p.claim_id <> r.claim_id
        and not exists (
            select 1
            from attributions as own
            where own.claim_id = r.claim_id and not own.implicit
        )
),

linked as (
    select
        claim_id as of_claim_id,
        *
    from attributions
    union all
    select
        c.claim_id as of_claim_id,
        a.*
    from carried as c
    inner join attributions as a on c.from_claim_id = a.claim_id and c.attribution = a.attribution
)

select
    l.of_claim_id as claim_id,
    l.claim_id as told_in,
    l.attribution,
    l.depth,
    l.source_id,
    l.source,
    l.source_kind,
    l.source_start,
    l.source_stop,
    l.implicit,
    g.rank
from linked as l
inner join grades as g on l.source_kind = g.source_kind;
