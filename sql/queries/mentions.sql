-- One row a cue in the claim, with the words of the text that it stands in, in order.
select
    m.start,
    m.stop,
    substring(d.text, m.start + 1, m.stop - m.start) as words,
    m.kind,
    m.cue,
    m.holder,
    m.certainty,
    m.low,
    m.high
from mentions as m
inner join claims as c on m.claim_id = c.claim_id
inner join documents as d on c.document_id = d.document_id
where m.claim_id = $id
order by m.start, m.kind;
