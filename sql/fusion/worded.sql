-- One row a wording of a value, with what it is compared by: its number, else its words. Order counts only where there are digits (3-1 is
-- not 1-3): names come as "Roe, Ann" and "Ann Roe".
create temporary table worded as
with ignored as (
    select list(word order by word) as words
    from table_words
    where class = 'ignored'
),

wordings as (
    select
        value,
        any_value(number) as number,
        any_value(dimension) as dimension,
        regexp_extract_all(lower(strip_accents(value)), '[\p{L}\p{N}]+') as every
    from table_rows
    group by value
),

faced as (
    select
        w.*,
        i.words as ignored
    from wordings as w
    cross join ignored as i
),

told as (
    select
        value,
        number,
        dimension,
        list_filter(every, lambda x: not list_contains(ignored, x)) as said
    from faced
)

select
    value,
    number,
    coalesce(dimension, '') as dimension,
    list_sort(list_distinct(said)) as words,
    case
        when number is not null then 'n ' || number || ' ' || dimension
        when len(said) = 0 then 'v ' || lower(trim(value))
        when regexp_matches(value, '\p{N}') then 'd ' || array_to_string(said, ' ')
        else 'w ' || array_to_string(list_sort(list_distinct(said)), ' ')
    end as value_key
from told;
