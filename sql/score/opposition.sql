-- One row a claim that others contradict: how many origins, established or not, and which claims do.
create temporary table opposition as
with opponents as (
    select
        l.other_claim_id as claim_id,
        o.origin_id,
        any_value(o.name) as name,
        bool_or(o.established) as established,
        list(distinct l.claim_id order by l.claim_id) as claims
    from links as l
    inner join claim_origins as o on l.claim_id = o.claim_id
    where l.relation = 'contradicts'
    group by l.other_claim_id, o.origin_id
)

select
    claim_id,
    count(*) filter (where established) as established_opponents,
    count(*) filter (where not established) as unknown_opponents,
    string_agg(name, ', ' order by name) filter (where established) as established_names,
    string_agg(name, ', ' order by name) filter (where not established) as unknown_names,
    list_sort(flatten(list(claims) filter (where established))) as established_evidence,
    list_sort(flatten(list(claims) filter (where not established))) as unknown_evidence
from opponents
group by claim_id;
