-- One row an origin behind a proposition; established when one of its claims stands on established ground and is no copy.
insert into origins
select
    proposition_id,
    origin_id,
    min(name) as name,
    min(kind) as kind,
    bool_or(established) as established,
    count(*) as claims,
    count(distinct document_id) as documents,
    case
        when bool_or(hears_of_talk) and min(proposition_kind) = 'presupposition'
            then 'what is taken for granted: accounts that name no source rest on ' || min(name)
        when bool_or(hears_of_talk) then 'what only those who took part can know: accounts that name no source rest on ' || min(name)
        when min(kind) = 'speaker' then 'all of them quote or report ' || min(name)
        when min(kind) = 'commenter' then 'readers'' comments or posts, never an independent origin'
        when count(distinct document_id) > 1 then 'these documents copy it from one another or come from one house'
        when min(kind) = 'publisher' then 'its own reporting, as far as the documents show'
        else 'a document whose publisher is not known'
    end as because
from placed_assertions
group by proposition_id, origin_id
order by proposition_id, origin_id;
