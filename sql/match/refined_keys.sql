-- One row an item and a key of three words, where too many share two of them. Three terms of a statement are one key, whichever two of them
-- are shared by too many.
insert into matching.refined_keys
with made_anew as (
    select i.*
    from matching.items as i
    semi join remade as r on i.item = r.item
),

worded as (
    select
        item,
        kind = 'statement' as is_statement,
        hash(scope) as scope,
        list_transform(ties, lambda word: hash(word)) as ties,
        list_transform(names, lambda word: hash(word)) as names
    from made_anew
),

tied as (
    select
        *,
        unnest(ties) as word
    from worded
),

paired as (
    select
        item,
        is_statement,
        scope,
        word,
        unnest(if(is_statement, list_filter(ties, lambda other: other > word), names)) as other,
        if(is_statement, ties, list_distinct(list_concat(ties, names))) as words
    from tied
),

crowded as (
    select
        p.item,
        p.is_statement,
        p.scope,
        p.word,
        p.other,
        unnest(p.words) as third
    from paired as p
    semi join crowds as c on hash(p.scope, p.word, p.other) = c.key
)

select distinct
    if(is_statement, hash(scope, xor(xor(word, other), third)), hash(hash(scope, word, other), third)) as key,
    item
from crowded
where third <> word and third <> other;
