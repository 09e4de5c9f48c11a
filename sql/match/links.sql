-- One row a relation between two propositions, claim by claim; claims of one origin do not oppose each other.
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
inner join claim_origins as a on f.claim_id = a.claim_id
inner join claim_origins as b on f.other_claim_id = b.claim_id
where f.relation = 'updates' or a.origin_id <> b.origin_id
order by f.claim_id, f.other_claim_id, f.proposition_id, f.other_proposition_id;
