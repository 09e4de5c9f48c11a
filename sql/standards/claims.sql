-- One row a claim of a part of the documents, with its passage, its source, its cues and its ledger (greatest effect first).
with told as (
    select claim_id
    from claims
    where document_id > $after and document_id <= $last
),

cues as (
    select
        claim_id,
        list(struct_pack(start := start, stop := stop, kind := kind, cue := cue, holder := holder) order by start asc, kind asc) as cues
    from mentions
    where claim_id in (select t.claim_id from told as t)
    group by claim_id
),

ledgers as (
    select
        claim_id,
        list(
            struct_pack(rule_id := rule_id, strength := strength::double, bits := bits::double, because := because)
            order by abs(bits) desc, rule_id asc
        ) as ledger
    from contributions
    where claim_id in (select t.claim_id from told as t)
    group by claim_id
)

select
    c.claim_id,
    c.document_id,
    c.start,
    c.stop,
    c.text,
    c.section,
    c.kind,
    c.passage,
    p.start as passage_start,
    p.stop as passage_stop,
    c.source_id,
    s.name as source,
    s.kind as source_kind,
    c.score,
    c.bits::double as bits,
    c.icd203,
    c.admiralty,
    c.admiralty_because,
    c.unrated_because,
    c.contradictions,
    coalesce(q.cues, []) as cues,
    coalesce(l.ledger, []) as ledger
from claims as c
inner join passages as p on c.document_id = p.document_id and c.passage = p.passage
inner join sources as s on c.source_id = s.source_id
left join cues as q on c.claim_id = q.claim_id
left join ledgers as l on c.claim_id = l.claim_id
where c.document_id > $after and c.document_id <= $last
order by c.document_id, c.start, c.claim_id;
