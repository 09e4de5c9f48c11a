-- One row a claim of a table: how fully each rule applies to its value, and why. Bits of evidence give 1 - 2^-(bits / half_bits) of a
-- rule's weight; what values lend and how a value is borne out elsewhere comes on top of agreement, so that the three add up to the
-- whole.
insert into value_standing
with sayings as (
    select
        p.value_no,
        count(*) as claims,
        list(p.claim_id order by p.claim_id)[1:8] as claim_ids
    from placed as p
    group by p.value_no
),

voters as (
    select distinct on (s.value_no, g.group_no)
        s.value_no,
        g.group_no,
        t.name || ' (' || format('{:.2f}', r.record) || ')' as name,
        not t.unnamed as named,
        r.record,
        count(*) over (partition by s.value_no, g.group_no) as members
    from stated as s
    inner join groups as g on s.source_no = g.source_no
    inner join records as r on s.source_no = r.source_no
    inner join table_sources as t on s.source_no = t.source_no
    order by s.value_no asc, g.group_no asc, s.part desc, r.record desc, s.source_no asc
),

named as (
    select
        value_no,
        count(*) as voters,
        count(*) filter (where named) as named_voters,
        sum(members) - count(*) as copies,
        list(name order by record desc, name asc)[1:8] as names
    from voters
    group by value_no
),

standing as (
    select
        t.value_no,
        t.item_no,
        v.value,
        t.bits,
        1 - pow(2.0, -t.agreeing / $half_bits) as by_votes,
        1 - pow(2.0, -(t.agreeing + t.lent) / $half_bits) as with_lent,
        if(t.bits < 0, pow(2.0, t.bits / $half_bits) - 1, 1 - pow(2.0, -t.bits / $half_bits)) as with_all,
        1 - pow(2.0, -s.against / $half_bits) as against,
        b.items as borne_items,
        b.heard as borne_share,
        b.usual as borne_usual,
        n.voters,
        n.named_voters,
        n.voters || if(n.voters = 1, ' independent source states it: ', ' independent sources state it: ') || array_to_string(n.names, ', ')
        || if(n.voters > 8, ' ...', '')
        || if(n.copies > 0, '; ' || n.copies || ' more copy among these and have no vote of their own', '') as because,
        x.claims,
        x.claim_ids,
        v.place
    from totals as t
    inner join shares as s on t.value_no = s.value_no
    inner join item_values as v on t.value_no = v.value_no
    inner join named as n on t.value_no = n.value_no
    inner join sayings as x on t.value_no = x.value_no
    left join borne_out as b on t.value_no = b.value_no
),

lenders as (
    select
        l.to_no as value_no,
        list(s.value || if(l.implies, ', which goes with it elsewhere too', '') order by s.bits desc, l.from_no asc)[1:5] as named,
        list(s.claim_ids[1] order by s.bits desc, l.from_no asc)[1:8] as claim_ids
    from lent as l
    inner join standing as s on l.from_no = s.value_no
    where l.share > 0
    group by l.to_no
),

ranked as (
    select
        value_no,
        item_no,
        claims,
        row_number() over (partition by item_no order by bits desc, value_no asc) as rank,
        sum(claims) over (partition by item_no) as item_claims
    from standing
),

opposing as (
    select
        r.value_no,
        list(o.value || ' (by ' || o.voters || ')' order by q.rank)[1:5] as named,
        list(o.claim_ids[1] order by q.rank)[1:8] as claim_ids,
        count(*) as others,
        sum(o.voters)::bigint as opponents
    from ranked as r
    inner join ranked as q on r.item_no = q.item_no and r.value_no <> q.value_no and q.rank <= 6
    inner join standing as o on q.value_no = o.value_no
    left join lent as l on r.value_no = l.to_no and q.value_no = l.from_no
    where coalesce(l.together, 0) < 0.5
    group by r.value_no
)

select
    p.claim_id,
    s.value_no,
    greatest(1, s.named_voters) as origins_min,
    s.voters as origins_max,
    r.item_claims - r.claims as contradictions,
    d.compared,
    d.record,
    s.voters - 1 as confirming,
    coalesce(o.opponents, 0) as contradicting,
    round(s.by_votes, 4) as agreeing,
    round(s.with_lent - s.by_votes, 4) as lent,
    round(greatest(-1, s.with_all - s.with_lent), 4) as borne,
    round(s.against, 4) as against,
    s.because as agreeing_because,
    'near it, part of it or implying it: ' || array_to_string(l.named, '; ') as lent_because,
    'others bear it out in ' || format('{:.0f}', 100 * s.borne_share) || ' % of the ' || s.borne_items
    || ' items of which it is stated; usual here are ' || format('{:.0f}', 100 * s.borne_usual) || ' %' as borne_because,
    coalesce('it is contradicted by ' || array_to_string(o.named, ', ') || if(o.others > 5, ' ...', ''), 'nobody else confirms it')
        as against_because,
    s.claim_ids as agreeing_evidence,
    coalesce(l.claim_ids, s.claim_ids[1:1]) as lent_evidence,
    coalesce(o.claim_ids, s.claim_ids[1:1]) as against_evidence
from placed as p
inner join standing as s on p.value_no = s.value_no
inner join ranked as r on p.value_no = r.value_no
inner join records as d on p.source_no = d.source_no
left join lenders as l on p.value_no = l.value_no
left join opposing as o on p.value_no = o.value_no
order by p.claim_id;
