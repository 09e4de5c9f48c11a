-- One row an item that is compared, of those that fresh claims bring or that other claims stand behind than before: a statement once for
-- all claims in the same wording (the senior one stands for them), and every part of a claim. Numbers put claims that are alike in their
-- terms next to each other, and each claim's items: the statement first. An item that is known keeps its number; it is edited if others
-- meet it otherwise than before. A statement that another claim stands for is another item: what that claim is told among is compared too.
create or replace temporary table arrived_items as
with stated as (
    select
        s.items[1] as i,
        s.claim_id,
        s.wording as content,
        s.document_name,
        s.start as place,
        s.established,
        s.items[1].ties as telling,
        count(*) filter (where s.established) over (partition by s.wording) as standing,
        row_number() over (partition by s.wording order by s.established desc, s.document_name asc, s.start asc, s.claim_id asc) as rank
    from sketched as s
    semi join reworded as w on s.wording = w.wording
),

parts as (
    select
        unnest(s.items[2:]) as i,
        s.claim_id,
        encode(s.claim_id) as content,
        s.document_name,
        s.start as place,
        s.established,
        s.items[1].ties as telling,
        s.established::bigint as standing
    from sketched as s
    semi join fresh_claims as f on s.claim_id = f.claim_id
),

arrived as (
    select * exclude (rank)
    from stated
    where rank = 1
    union all
    select *
    from parts
),

opened as (
    select
        i.*,
        claim_id,
        content,
        document_name,
        place,
        established,
        standing,
        telling
    from arrived
),

counted as (
    select coalesce(max(item), -1) as last
    from matching.items
)

select
    a.kind,
    a.part,
    a.start,
    a.stop,
    a.scope,
    a.ties,
    a.names,
    a.closed,
    a.claim_id,
    a.content,
    a.document_name,
    a.place,
    a.established,
    a.standing,
    coalesce(
        o.item, c.last + row_number() over (partition by o.item is null order by a.telling, a.claim_id, a.part)
    )::integer as item,
    coalesce((o.standing > 0) <> (a.standing > 0), true) as is_edited
from opened as a
cross join counted as c
left join matching.items as o on a.part < 0 and a.content = o.content and a.claim_id = o.claim_id;
