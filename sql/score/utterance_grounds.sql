-- One row a ground on which it is believed, or not, that the source that answers for a rated claim said it; none for a document's own
-- voice. Houses count by the document that theirs goes back to, so that copies of one report are one.
insert into utterance_grounds
with uttered as (
    select
        r.claim_id,
        r.start,
        r.stop,
        r.section,
        a.source_id,
        i.kind,
        s.house,
        s.name as carrier,
        s.established,
        s.root_document_id
    from rated as r
    inner join answerable as a on r.claim_id = a.claim_id
    inner join identities as i on a.source_id = i.source_id
    inner join standings as s on r.document_id = s.document_id
    where r.claim_id in (select c.claim_id from chains as c)
),

links_of as (
    select
        l.claim_id,
        bool_or(t.direct and l.source_id = u.source_id) as direct,
        min(l.source) filter (where l.source_id <> u.source_id and l.rank < 3) as go_between
    from chain_links as l
    inner join uttered as u on l.claim_id = u.claim_id
    inner join attributions as t on l.told_in = t.claim_id and l.attribution = t.attribution
    group by l.claim_id
),

tellings as (
    select
        p.proposition_id,
        u.source_id,
        b.house,
        min(b.name) as name,
        min(u.root_document_id) as first_root,
        max(u.root_document_id) as last_root
    from uttered as u
    inner join placed_assertions as p on u.claim_id = p.claim_id and p.proposition_kind <> 'presupposition'
    inner join standings as b on u.root_document_id = b.document_id
    where b.established and u.section not in ('comment', 'social')
    group by p.proposition_id, u.source_id, b.house
),

elsewhere as (
    select
        u.claim_id,
        count(distinct t.house) as houses,
        list_sort(list_distinct(list(t.name))) as names
    from uttered as u
    inner join placed_assertions as p on u.claim_id = p.claim_id
    inner join tellings as t on p.proposition_id = t.proposition_id and u.source_id = t.source_id
    where t.house is distinct from u.house and (t.first_root <> u.root_document_id or t.last_root <> u.root_document_id)
    group by u.claim_id
),

found as (
    select
        claim_id,
        'start' as ground,
        1.0 as strength,
        'every utterance starts here' as because
    from uttered
    union all
    select
        claim_id,
        'established_carrier' as ground,
        1.0 as strength,
        carrier || ' tells it' as because
    from uttered
    where established and section not in ('comment', 'social')
    union all
    select
        claim_id,
        'own_words' as ground,
        1.0 as strength,
        'given in the source''s own words' as because
    from links_of
    where direct
    union all
    select
        claim_id,
        'own_words' as ground,
        1.0 as strength,
        'its own comment or post, under that name' as because
    from uttered
    where
        kind = 'commenter'
        and section in ('comment', 'social')
        and claim_id not in (
            select l.claim_id
            from links_of as l
            where l.direct
        )
    union all
    select
        claim_id,
        'transcript' as ground,
        1.0 as strength,
        'stands in a complete transcript' as because
    from uttered
    where section = 'transcript'
    union all
    select
        claim_id,
        'told_elsewhere' as ground,
        1 - pow(0.5, houses) as strength,
        houses || ' other established house(s) tell it too: ' || array_to_string(names[1:8], ', ') || if(houses > 8, ' ...', '') as because
    from elsewhere
    union all
    select
        claim_id,
        'second_hand' as ground,
        1.0 as strength,
        'told through ' || go_between as because
    from links_of
    where go_between is not null
    union all
    select
        claim_id,
        'told_by_readers' as ground,
        1.0 as strength,
        'stands in ' || if(section = 'social', 'a post', 'the comments') as because
    from uttered
    where section in ('comment', 'social') and kind <> 'commenter'
)

select
    f.claim_id,
    f.ground,
    round(f.strength, 4)::decimal(9, 4) as strength,
    w.weight,
    round(f.strength, 4)::decimal(9, 4) * w.weight as bits,
    f.because
from found as f
inner join utterances as w on f.ground = w.ground;
