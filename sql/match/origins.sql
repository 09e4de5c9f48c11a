-- One row an origin behind a proposition; established when any of its claims stands on established ground.
insert into origins
select
    a.proposition_id,
    a.origin_id,
    min(o.name) as name,
    min(o.kind) as kind,
    bool_or(o.established) as established,
    count(*) as claims,
    count(distinct r.document_id) as documents,
    case
        when min(o.kind) = 'speaker' then 'all of them quote or report ' || min(o.name)
        when min(o.kind) = 'commenter' then 'readers'' comments, counted once and never as an independent origin'
        when count(distinct r.document_id) > 1 then 'these documents derive from one another or come from one house'
        when min(o.kind) = 'publisher' then 'its own reporting, as far as the documents show'
        else 'a document whose publisher is not known'
    end as because
from assertions as a
inner join claim_origins as o on a.claim_id = o.claim_id
inner join read_claims as r on a.claim_id = r.claim_id
group by a.proposition_id, a.origin_id
order by a.proposition_id, a.origin_id;
