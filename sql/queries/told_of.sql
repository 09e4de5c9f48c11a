-- One row a document that the claim's score may rest on: its own, the one that it derives from, those that correct it, those that assert,
-- contradict or update what it asserts, and for a claim of a table those that state a value of the same thing.
with claimed as (
    select
        claim_id,
        document_id,
        strip_accents(lower(trim(object))) as object_key,
        strip_accents(lower(trim(attribute))) as attribute_key
    from claims
    where claim_id = $id
),

related as (
    select a.claim_id
    from assertions as own
    inner join assertions as a on own.proposition_id = a.proposition_id
    inner join propositions as p on own.proposition_id = p.proposition_id
    where own.claim_id = $id and p.kind <> 'presupposition'
    union
    select l.claim_id
    from links as l
    where l.other_claim_id = $id
    union
    select c.claim_id
    from claimed as own
    inner join claims as c on strip_accents(lower(trim(c.object))) = own.object_key
    where strip_accents(lower(trim(c.attribute))) = own.attribute_key
),

told as (
    select document_id
    from claimed
    union
    select c.document_id
    from related as r
    inner join claims as c on r.claim_id = c.claim_id
    union
    select v.from_document_id as document_id
    from claimed as own
    inner join derivations as v on own.document_id = v.document_id
    union
    select n.corrected_document_id as document_id
    from corrections as n
    where n.claim_id = $id
)

select
    t.document_id,
    d.document_name
from told as t
inner join documents as d on t.document_id = d.document_id
order by t.document_id
limit $at_most;
