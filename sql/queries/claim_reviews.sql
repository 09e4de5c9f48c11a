-- The fact checks that the document of that id carries, in the order of its page.
select * exclude (document_id)
from claim_reviews
where document_id = $id
order by review;
