-- Every object of appraisal with its quarters and their sum. The sum is that of the year only where quarters is 4; with fewer
-- it is the sum so far. full is what could have been reached in the quarters counted, where the rules state full marks.
select
    x.object_type,
    x.object_id,
    p.area_name,
    x.year,
    max(x.score) filter (where x.quarter = 1) as q1,
    max(x.score) filter (where x.quarter = 2) as q2,
    max(x.score) filter (where x.quarter = 3) as q3,
    max(x.score) filter (where x.quarter = 4) as q4,
    sum(x.score) as annual,
    count(*) as quarters,
    case when count(x.full_score) = count(*) then sum(x.full_score) end as full,
from asked_appraisal as x
join asked_place as p on p.area_code = x.area_code
group by x.object_type, x.object_id, p.area_code, p.area_name, x.year
order by x.object_type, x.year, p.area_code, x.object_id
