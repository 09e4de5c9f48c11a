-- Always fires: the ground every rated claim starts from.
select
    claim_id,
    1.0 as strength,
    'every rated claim starts here' as because,
    [start || '-' || stop] as evidence
from rated
