-- Claims of comments that add a name, a number or a date to what stands above them: a lead to follow up, with a comment's weight.
with commented as (
    select distinct document_id
    from rated
    where section = 'comment'
),

-- only documents with comments: to take the words of all others apart takes longer than all other rules together
read_there as (
    select r.*
    from read_claims as r
    semi join commented as c on r.document_id = c.document_id
),

dated as (
    select
        d.claim_id,
        string_agg(substring(r.text, d.start - r.start + 1, d.stop - d.start), ' ') as said
    from dates as d
    inner join read_there as r on d.claim_id = r.claim_id
    group by d.claim_id
),

worded as (
    select
        r.claim_id,
        r.document_id,
        r.section,
        r.start,
        r.stop,
        r.text,
        coalesce(d.said, '') as days
    from read_there as r
    left join dated as d on r.claim_id = d.claim_id
),

words as (
    select
        claim_id,
        document_id,
        section,
        start,
        stop,
        regexp_extract_all(text, '\p{L}+') as all_words,
        list_filter(regexp_extract_all(text[2:], '[^\p{L}](\p{Lu}\p{Ll}+)', 1), lambda word: not contains(days, word)) as capitalised
    from worded
),

said as (
    select
        w.document_id,
        w.claim_id,
        w.section = 'comment' as is_comment,
        w.start,
        w.stop,
        'name' as kind,
        unnest(w.capitalised) as said
    from words as w
    union all
    select
        r.document_id,
        r.claim_id,
        r.section = 'comment' as is_comment,
        q.start,
        q.stop,
        'number' as kind,
        q.low || ' ' || q.high as said
    from quantities as q
    inner join read_there as r on q.claim_id = r.claim_id
    union all
    select
        r.document_id,
        r.claim_id,
        r.section = 'comment' as is_comment,
        d.start,
        d.stop,
        'date' as kind,
        concat_ws('-', coalesce(d.year, 0), coalesce(d.month, 0), coalesce(d.day, 0)) as said
    from dates as d
    inner join read_there as r on d.claim_id = r.claim_id
),

above as (
    select
        document_id,
        kind,
        said
    from said
    where not is_comment and kind <> 'name'
    union
    select
        document_id,
        'name' as kind,
        unnest(all_words) as said
    from words
    where section <> 'comment'
)

select
    r.claim_id,
    1.0 as strength,
    'a lead: it adds a ' || string_agg(distinct s.kind, ', a ' order by s.kind) as because,
    list(distinct s.start || '-' || s.stop order by s.start || '-' || s.stop) as evidence
from rated as r
inner join said as s on r.claim_id = s.claim_id
left join above as a on s.document_id = a.document_id and s.kind = a.kind and s.said = a.said
where r.section = 'comment' and a.said is null
group by r.claim_id
