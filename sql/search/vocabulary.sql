-- One row a token that occurs, however often.
select distinct token
from search_tokens;
