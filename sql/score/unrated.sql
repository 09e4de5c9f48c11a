-- One row a claim: why it gets no score, or null where it is rated.
create temporary table unrated as
select
    claim_id,
    case
        when section in ('heading', 'boilerplate') then section
        when kind in ('question', 'fragment', 'directive') and not checkable then kind
        when kind = 'opinion' and not checkable then 'opinion'
        when contains(text, chr(65533)) then 'unreadable'
        when not checkable then 'not_checkable'
    end as unrated_because
from read_claims;
