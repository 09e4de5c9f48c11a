-- One row a relation between two claims of two propositions. Of many claims in the same words the senior ones are linked with all of the
-- other side, the rest with its seniors.
insert into matching.found_links
with directed as (
    select
        item,
        other,
        relation,
        similarity,
        because
    from opposing
    union all
    select
        other as item,
        item as other,
        relation,
        similarity,
        because
    from opposing
    where relation = 'contradicts'
)

select distinct on (a.claim_id, b.claim_id, p.proposition_id, q.proposition_id)
    a.claim_id,
    b.claim_id as other_claim_id,
    p.proposition_id,
    q.proposition_id as other_proposition_id,
    d.relation,
    d.similarity,
    d.because
from directed as d
inner join holders as a on d.item = a.item
inner join holders as b on d.other = b.item and (a.is_senior or b.is_senior)
inner join matching.item_propositions as p on d.item = p.item
inner join matching.item_propositions as q on d.other = q.item
order by
    a.claim_id asc,
    b.claim_id asc,
    p.proposition_id asc,
    q.proposition_id asc,
    d.similarity desc,
    d.relation asc,
    d.because asc;
