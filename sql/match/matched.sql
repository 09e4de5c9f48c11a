-- One row a claim in a proposition; a part of a claim makes one only if another claim says or opposes it.
insert into matching.matched
with propositions_now as (
    select p.*
    from matching.item_propositions as p
    semi join affected as a on p.item = a.item
),

opposed as (
    select distinct p.proposition_id
    from (select unnest([item, other]) as item from opposing) as r
    inner join propositions_now as p on r.item = p.item
),

asserted as (
    select distinct on (p.proposition_id, h.claim_id)
        p.proposition_id,
        p.kind,
        p.closed,
        h.claim_id,
        h.start,
        h.stop,
        case
            when p.item <> p.leader then p.because
            when h.place = 1 then 'states it'
            else 'says it in the same words'
        end as because
    from propositions_now as p
    inner join holders as h on p.item = h.item
    order by p.proposition_id asc, h.claim_id asc, h.start asc, h.stop asc, p.closed desc, because asc
),

sized as (
    select
        proposition_id,
        count(*) as claims
    from asserted
    group by proposition_id
)

select
    a.proposition_id,
    a.kind,
    a.closed,
    a.claim_id,
    a.start,
    a.stop,
    if(
        a.kind = 'statement', 1.0, round(greatest(0.25, least(1.0, (a.stop - a.start) / (s.stop - s.start))), 4)
    )::double as coverage,
    a.because
from asserted as a
inner join sized as z on a.proposition_id = z.proposition_id
inner join sketched as s on a.claim_id = s.claim_id
left join opposed as o on a.proposition_id = o.proposition_id
where a.kind = 'statement' or z.claims > 1 or o.proposition_id is not null;
