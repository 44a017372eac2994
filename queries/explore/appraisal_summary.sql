-- How the scores of each kind of object are spread in each quarter.
select
    x.object_type,
    x.year,
    x.quarter,
    count(*) as objects,
    avg(x.score) as mean,
    min(x.score) as lowest,
    quantile_cont(x.score, 0.25) as p25,
    median(x.score) as median,
    quantile_cont(x.score, 0.75) as p75,
    max(x.score) as highest,
from asked_appraisal as x
join asked_place as p on p.area_code = x.area_code
group by x.object_type, x.year, x.quarter
order by x.object_type, x.year, x.quarter
