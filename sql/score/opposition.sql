-- One row a claim that others contradict: how many origins, established or not, and which claims do. Comments oppose nothing.
create temporary table opposition as
with opponents as (
    select
        l.other_claim_id as claim_id,
        a.origin_id,
        min(a.name) as name,
        bool_or(o.established) as established,
        min(l.claim_id) as opponent
    from links as l
    inner join placed_assertions as a on l.claim_id = a.claim_id and l.proposition_id = a.proposition_id
    inner join origins as o on l.proposition_id = o.proposition_id and a.origin_id = o.origin_id
    where l.relation = 'contradicts' and o.kind <> 'commenter'
    group by l.other_claim_id, a.origin_id
),

listed as (
    select
        claim_id,
        count(*) filter (where established) as established_opponents,
        count(*) filter (where not established) as unknown_opponents,
        list(name order by name, origin_id) filter (where established) as established_names,
        list(name order by name, origin_id) filter (where not established) as unknown_names,
        list(opponent order by name, origin_id) filter (where established) as established_evidence,
        list(opponent order by name, origin_id) filter (where not established) as unknown_evidence
    from opponents
    group by claim_id
)

select
    claim_id,
    established_opponents,
    unknown_opponents,
    list_aggregate(established_names[1:8], 'string_agg', ', ') || if(established_opponents > 8, ' ...', '') as established_names,
    list_aggregate(unknown_names[1:8], 'string_agg', ', ') || if(unknown_opponents > 8, ' ...', '') as unknown_names,
    established_evidence[1:8] as established_evidence,
    unknown_evidence[1:8] as unknown_evidence
from listed;
