-- One row a token of a claim, as it is written; place is the claim's row in serve.duckdb.
create temporary table search_tokens as
select
    rowid as place,
    unnest(regexp_extract_all(text, $pattern)) as token
from claims;
