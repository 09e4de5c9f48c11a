-- One row a term and a claim in which it occurs: what it adds to the claim's BM25 (k1 1.2, b 0.75), in millionths: whole numbers add up
-- to the same sum in any order.
create table unserved.search_postings as
with counted as (
    select
        t.term_id,
        k.place,
        count(*) as times
    from search_tokens as k
    inner join search_vocabulary as v on k.token = v.token
    inner join unserved.search_terms as t on v.term = t.term
    group by t.term_id, k.place
),

lengths as (
    select
        place,
        count(*) as tokens
    from search_tokens
    group by place
),

usual as (
    select avg(tokens) as tokens
    from lengths
),

rarity as (
    select
        term_id,
        ln(1 + ((select count(*) from claims) - count(*) + 0.5) / (count(*) + 0.5)) as idf
    from counted
    group by term_id
)

select
    c.term_id,
    c.place::integer as place,
    round(1000000 * r.idf * c.times * 2.2 / (c.times + 1.2 * (0.25 + 0.75 * l.tokens / u.tokens)))::integer as weight
from counted as c
inner join rarity as r on c.term_id = r.term_id
inner join lengths as l on c.place = l.place
cross join usual as u
order by c.term_id, c.place;
