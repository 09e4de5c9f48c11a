-- One row an assertion in a case: each case has the propositions around the claim to itself, without the origins that are gone from it, and
-- with the one that has come.
create temporary table placed_assertions as
with best as (
    select proposition_id
    from serve.unserved.standing
    where claim_id = $id
)

select
    s.name || ':' || n.proposition_id as proposition_id,
    if(n.side = 'self', s.name, n.claim_id) as claim_id,
    n.proposition_kind,
    n.start,
    n.stop,
    n.coverage,
    n.because,
    n.document_id,
    n.root_document_id,
    n.origin_id,
    n.name,
    n.kind,
    n.established,
    n.hears_of_talk
from near as n
cross join cases as s
where n.side = 'self' or not list_contains(s.gone, n.origin_id)
union all
select
    if(s.change = 'supported', s.name || ':' || b.proposition_id, s.name || ':denied') as proposition_id,
    'c_new' as claim_id,
    'statement' as proposition_kind,
    0 as start,
    0 as stop,
    1 as coverage,
    '' as because,
    'd_new' as document_id,
    'd_new' as root_document_id,
    'o_new' as origin_id,
    'one more' as name,
    'publisher' as kind,
    true as established,
    false as hears_of_talk
from best as b
cross join cases as s
where s.change in ('supported', 'contradicted');
