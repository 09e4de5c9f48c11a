-- When the newest of the documents was published, as far as they say: one row.
select max(published_at) as newest
from documents;
