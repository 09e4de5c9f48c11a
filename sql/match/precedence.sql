-- One row an item that others are like, in the order in which they may lead: those of established publishers before all others, which could
-- be worded so as to part them; then those that most claims of established publishers are like; then those with most likenesses.
create or replace temporary table precedence as
with counted as (
    select
        l.item,
        count(*) as likenesses,
        sum(o.standing) as standing
    from likenesses as l
    inner join matching.items as o on l.other = o.item
    group by l.item
)

select
    i.item,
    row_number() over (
        order by
            i.standing > 0 desc,
            i.standing + c.standing desc,
            c.likenesses desc,
            i.document_name asc,
            i.place asc,
            i.claim_id asc,
            i.start asc,
            i.part asc
    ) as place
from counted as c
inner join matching.items as i on c.item = i.item;
