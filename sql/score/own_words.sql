-- One row a claim and a source whose own words it provably is, with the standing of that word: the source that answers for the claim,
-- and the author of what a document says in its own voice. What an unknown document puts into somebody's mouth is not that person's, what a
-- page says of its own publisher is nobody's, and unnamed sources are no one in particular: none of them makes a record, or profits by one.
create temporary table own_words as
with told as (
    select
        a.claim_id,
        a.source_id,
        t.source_id as author_id,
        i.kind,
        r.section in ('comment', 'social') as below,
        a.source_id = v.source_id as own_voice,
        coalesce(d.publisher_said_by, '') = 'sender' as vouched,
        s.established as known_house,
        o.established as on_established_ground
    from answerable as a
    inner join identities as i on a.source_id = i.source_id
    inner join read_claims as r on a.claim_id = r.claim_id
    inner join documents as d on r.document_id = d.document_id
    inner join standings as s on r.document_id = s.document_id
    inner join claim_origins as o on a.claim_id = o.claim_id
    inner join voices as v on r.document_id = v.document_id
    left join authors as t on r.document_id = t.document_id
),

stood as (
    select
        claim_id,
        source_id,
        kind,
        true as answers,
        if(kind = 'commenter' or (own_voice and not known_house), 'unknown', 'established') as standing
    from told
    where
        case
            when kind = 'commenter' then below
            when own_voice then kind = 'publisher' and vouched and not below
            else on_established_ground
        end
    union all
    select
        claim_id,
        author_id as source_id,
        'author' as kind,
        false as answers,
        if(known_house, 'established', 'unknown') as standing
    from told
    where author_id is not null and own_voice and vouched and not below
)

select
    s.claim_id,
    s.source_id,
    s.answers,
    p.prior,
    p.claims as prior_claims,
    p.part,
    s.standing = 'established' as established
from stood as s
inner join record_priors as p on s.kind = p.source_kind and s.standing = p.standing;
