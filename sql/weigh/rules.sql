-- One row a rule of the snapshot, with the other weight where one is given: what stands in the place of `rules` from here on.
create temporary table rules as
with others as (
    select
        unnest($rule_ids::varchar[]) as rule_id,
        unnest($weights::decimal(9, 3)[]) as weight
)

select
    r.rule_id,
    r.family,
    coalesce(o.weight, r.weight) as weight,
    r.title
from serve.main.rules as r
left join others as o on r.rule_id = o.rule_id;
