-- In the case in which its source speaks on the record, the chain is as strong as one to a named person.
update chains
set source_kind = 'named person', rank = 6
where claim_id in (
    select s.name
    from cases as s
    where s.change = 'on_record'
);
