-- One row an item that may meet others than before: its keys were made anew, or so many more or fewer share one of them that those who do
-- meet or part by it. Of a crowd those that may have come to be among its seniors, or have ceased to be.
create or replace temporary table touched as
with moved as (
    select key
    from shifted_keys
    union
    select k.key
    from matching.refined_keys as k
    semi join remade as r on k.item = r.item
),

members as (
    select
        k.key,
        k.item,
        e.item is not null as is_edited
    from matching.meeting_keys as k
    semi join moved as s on k.key = s.key
    left join edited as e on k.item = e.item
    union all
    select
        k.key,
        k.item,
        r.item is not null as is_edited
    from matching.refined_keys as k
    semi join moved as s on k.key = s.key
    left join remade as r on k.item = r.item
),

shared as (
    select
        m.key,
        count(*) as size,
        count(*) filter (where m.is_edited) as edited,
        count(*) filter (where i.standing > 0) as established,
        count(*) filter (where i.standing > 0 and m.is_edited) as edited_established
    from members as m
    inner join matching.items as i on m.item = i.item
    group by m.key
),

former as (
    select
        key,
        count(*) as edited,
        count(*) filter (where is_established) as established
    from known_keys
    where not is_whole
    group by key
),

sizes as (
    select
        s.key,
        s.size,
        s.established,
        s.size - s.edited + coalesce(f.edited, 0) as former_size,
        s.established - s.edited_established + coalesce(f.established, 0) as former_established
    from shared as s
    left join former as f on s.key = f.key
),

crossed as (
    select key
    from sizes
    where
        (size <= $few) <> (former_size <= $few)
        or (size <= $most) <> (former_size <= $most)
        or (size > $most and (established between 2 and $most) <> (former_established between 2 and $most))
),

shifted_whole as (
    select key
    from known_keys
    where is_whole
    union
    select k.key
    from matching.whole_keys as k
    semi join edited as e on k.item = e.item
),

whole_members as (
    select
        k.key,
        k.item,
        e.item is not null as is_edited,
        row_number() over (
            partition by k.key order by i.established desc, i.document_name asc, i.place asc, i.claim_id asc, i.part asc
        ) as seniority
    from matching.whole_keys as k
    semi join shifted_whole as s on k.key = s.key
    left join edited as e on k.item = e.item
    inner join matching.items as i on k.item = i.item
),

former_whole as (
    select
        key,
        count(*) as edited
    from known_keys
    where is_whole
    group by key
),

crowds_of_whole as (
    select
        m.key,
        count(*) as size,
        count(*) filter (where m.is_edited) as edited,
        count(*) - count(*) filter (where m.is_edited) + coalesce(any_value(f.edited), 0) as former_size
    from whole_members as m
    left join former_whole as f on m.key = f.key
    group by m.key
)

select item
from remade
union
select m.item
from members as m
semi join crossed as c on m.key = c.key
union
select m.item
from whole_members as m
inner join crowds_of_whole as c on m.key = c.key
where
    (c.size > $most) <> (c.former_size > $most)
    or (c.size > $most and m.seniority <= $seniors + c.edited);
