-- One row a relation between two propositions, claim by claim. One origin does not oppose itself, nor does a document its own words:
-- within one document only two speakers contradict each other.
insert into links
select
    f.claim_id,
    f.other_claim_id,
    f.proposition_id,
    f.other_proposition_id,
    f.relation,
    f.similarity,
    f.because
from found_links as f
inner join placed_assertions as a on f.claim_id = a.claim_id and f.proposition_id = a.proposition_id
inner join placed_assertions as b on f.other_claim_id = b.claim_id and f.other_proposition_id = b.proposition_id
where
    f.relation = 'updates'
    or (
        a.origin_id <> b.origin_id
        and f.proposition_id <> f.other_proposition_id
        and (a.document_id <> b.document_id or (a.kind = 'speaker' and b.kind = 'speaker'))
    )
order by f.claim_id, f.other_claim_id, f.proposition_id, f.other_proposition_id;
