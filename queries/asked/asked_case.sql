-- Cases reported in each period asked for, void ones left out.
select
    t.area_code,
    a.period,
    sum(t.cases - t.void) as cases,
from case_handling as t
join asked_period as a on t.reported_cut > a.start_at and t.reported_cut <= a.end_at and t.reported_cut <= a.cutoff_at
where t.dimension = 'all'
group by t.area_code, a.period
