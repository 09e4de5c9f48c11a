-- One row a source and a case in which its word was tried: a proposition that other established origins assert or contradict. All that
-- a derived document says is one case, as are all claims of one proposition. outcome is the share of established origins, the source
-- itself included if it is one, that side with it. A comment that repeats its own article tries nothing.
create temporary table tried as
with faring as (
    select
        w.source_id,
        w.claim_id,
        if(d.root_document_id = r.document_id, s.proposition_id, d.root_document_id) as case_id,
        s.established_others + w.established::int as siding,
        coalesce(o.established_opponents, 0) as contradicting,
        s.established_others
    from own_words as w
    inner join rated as r on w.claim_id = r.claim_id
    inner join standings as d on r.document_id = d.document_id
    inner join standing as s on w.claim_id = s.claim_id
    left join opposition as o on w.claim_id = o.claim_id
    where
        r.section not in ('comment', 'social')
        or not exists (
            select 1
            from placed_assertions as a
            where a.proposition_id = s.proposition_id and a.document_id = r.document_id and a.kind <> 'commenter'
        )
),

compared as (
    select
        source_id,
        claim_id,
        case_id,
        (siding / (siding + contradicting))::decimal(9, 6) as outcome
    from faring
    where established_others + contradicting > 0
)

select
    source_id,
    case_id,
    round(avg(outcome), 6)::decimal(9, 6) as outcome,
    list(claim_id order by claim_id) as claim_ids
from compared
group by source_id, case_id;
