-- One row a rated claim: its Admiralty rating and the rules that gave it. Letter and digit are judged apart: the letter without the claim
-- itself, the digit without its source. Unknown origins move neither.
create temporary table ratings as
with judged as (
    select
        r.claim_id,
        coalesce(v.compared, c.compared, 0)::double as compared,
        coalesce(v.record, c.record, 0)::double as record,
        coalesce(v.confirming, if(r.section = 'comment', 0, s.established_others), 0) as confirming,
        coalesce(v.contradicting, o.established_opponents, 0) as contradicting
    from rated as r
    left join value_standing as v on r.claim_id = v.claim_id
    left join claim_records as c on r.claim_id = c.claim_id
    left join standing as s on r.claim_id = s.claim_id
    left join opposition as o on r.claim_id = o.claim_id
),

records as (
    select distinct
        compared,
        record
    from judged
),

letters as (
    select distinct on (r.compared, r.record)
        r.compared,
        r.record,
        a.code,
        a.code || ' (' || a.rule || '), ' || a.title
        || if(
            a.least_compared is null,
            format(': {:.0f} other claim(s) of its source can be compared, which is too few', r.compared),
            format(': a record of {:.2f} over {:.0f} other claim(s) of its source', r.record, r.compared)
        ) as because
    from records as r
    inner join admiralty as a
        on a.axis = 'source' and r.compared >= coalesce(a.least_compared, 0) and r.record >= coalesce(a.least_record, 0)
    order by r.compared, r.record, a.place
),

heard as (
    select distinct
        confirming,
        contradicting
    from judged
),

digits as (
    select distinct on (h.confirming, h.contradicting)
        h.confirming,
        h.contradicting,
        a.code,
        a.code || ' (' || a.rule || '), ' || a.title
        || format(': {} other established origin(s) confirm it, {} contradict it', h.confirming, h.contradicting) as because
    from heard as h
    inner join admiralty as a
        on
            a.axis = 'information'
            and h.confirming >= coalesce(a.least_confirming, 0)
            and h.contradicting between coalesce(a.least_contradicting, 0) and coalesce(a.most_contradicting, h.contradicting)
            and h.confirming - h.contradicting >= coalesce(a.least_lead, -h.contradicting)
    order by h.confirming, h.contradicting, a.place
)

select
    j.claim_id,
    l.code || d.code as admiralty,
    l.because || '; ' || d.because as because
from judged as j
inner join letters as l on j.compared = l.compared and j.record = l.record
inner join digits as d on j.confirming = d.confirming and j.contradicting = d.contradicting;
