-- One row a key of two words that came to be shared by too many, or no longer is.
create or replace temporary table crowding as
with shared as (
    select
        k.key,
        count(*) as size,
        count(e.item) as edited
    from matching.meeting_keys as k
    semi join shifted_keys as s on k.key = s.key
    left join edited as e on k.item = e.item
    group by k.key
),

former as (
    select
        key,
        count(*) as edited
    from known_keys
    where not is_whole
    group by key
)

select s.key
from shared as s
left join former as f on s.key = f.key
where (s.size > $most) <> (s.size - s.edited + coalesce(f.edited, 0) > $most);
