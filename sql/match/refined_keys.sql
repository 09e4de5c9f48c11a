-- One row an item and a key of three words, where too many share two of them. Three terms of a statement are one key, whichever two of them
-- are shared by too many.
insert into matching.refined_keys
with made_anew as (
    select i.*
    from matching.items as i
    semi join remade as r on i.item = r.item
),

tied as (
    select
        item,
        kind = 'statement' as is_statement,
        hash(scope) as scope,
        unnest(list_transform(ties, lambda word: hash(word))) as word
    from made_anew
),

named as (
    select
        item,
        unnest(list_transform(names, lambda word: hash(word))) as word
    from made_anew
),

worded as (
    select
        item,
        word
    from tied
    union
    select
        item,
        word
    from named
),

paired as (
    select
        a.item,
        a.is_statement,
        a.scope,
        a.word,
        b.word as other
    from tied as a
    inner join tied as b on a.item = b.item and a.word < b.word
    where a.is_statement
    union all
    select
        a.item,
        a.is_statement,
        a.scope,
        a.word,
        b.word as other
    from tied as a
    inner join named as b on a.item = b.item
    where not a.is_statement
),

crowded as (
    select p.*
    from paired as p
    semi join crowds as c on hash(p.scope, p.word, p.other) = c.key
)

select distinct
    if(
        c.is_statement, hash(c.scope, xor(xor(c.word, c.other), w.word)), hash(hash(c.scope, c.word, c.other), w.word)
    ) as key,
    c.item
from crowded as c
inner join worded as w on c.item = w.item and c.word <> w.word and c.other <> w.word;
