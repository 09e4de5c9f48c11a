-- The hedges are gone from the case in which nobody hedges the claim.
delete from mentions
where certainty < 1 and claim_id in (
    select s.name
    from cases as s
    where s.change = 'unhedged'
);
