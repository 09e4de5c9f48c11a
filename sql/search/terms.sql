-- One row a term, the form in which words are searched; search_vocabulary says which tokens have it.
create table unserved.search_terms as
select
    term,
    (row_number() over (order by term))::integer as term_id
from search_vocabulary
group by term
order by term;
