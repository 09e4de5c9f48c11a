-- The numbers that a manifest gives for the whole snapshot, counted.
select
    (select count(*) from documents_exported) as documents,
    (select count(*) from documents_exported where error is not null) as failed_documents,
    (select count(*) from claims_exported) as claims,
    (select count(*) from claims_exported where score is not null) as rated_claims;
