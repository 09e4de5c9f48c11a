-- One row a source with a record: the Admiralty letter that its record gives.
update source_records
set admiralty = (
    select arg_min(a.code, a.place)
    from admiralty as a
    where
        a.axis = 'source'
        and source_records.compared >= coalesce(a.least_compared, 0)
        and source_records.record >= coalesce(a.least_record, 0)
);
