-- One row a claim of a table: how its value stands against the others of its item. Filled by fusion/weighed where there are tables.
create temporary table value_standing (
    claim_id varchar,
    value_no bigint,
    origins_min integer,
    origins_max integer,
    contradictions integer,
    compared double,
    record double,
    confirming bigint,
    contradicting bigint,
    agreeing decimal(9, 4),
    lent decimal(9, 4),
    borne decimal(9, 4),
    against decimal(9, 4),
    agreeing_because varchar,
    lent_because varchar,
    borne_because varchar,
    against_because varchar,
    agreeing_evidence varchar[],
    lent_evidence varchar[],
    against_evidence varchar[]
);
