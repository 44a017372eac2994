/* ---
title:    {zh: 人员分项与总数不符, en: Staff by kind do not fit the total}
a:        {zh: 分项, en: Part}
b:        {zh: 人员总数, en: Staff in all}
unit:     persons
why:      {zh: 分项不能超过总数，专职与兼职之和应等于总数；兼职人员是否计入编制常有两种做法, en: "No part exceeds the total, and full-time and part-time staff make it up; whether part-time staff count is done in two ways"}
severity: error
--- */
-- Parts that exceed the total, and full-time with part-time staff that do not make it. The subject is the day and the part.
with parts as (
    select area_code, period, staff_total, 'full_time' as part, full_time as persons from raw_staff
    union all
    select area_code, period, staff_total, 'part_time' as part, part_time as persons from raw_staff
    union all
    select area_code, period, staff_total, 'grid_workers' as part, grid_workers as persons from raw_staff
    union all
    select area_code, period, staff_total, 'multi_post' as part, multi_post as persons from raw_staff
    union all
    select area_code, period, staff_total, 'civil_servant_secretaries' as part, civil_servant_secretaries as persons from raw_staff
    union all
    select area_code, period, staff_total, 'secretary_directors' as part, secretary_directors as persons from raw_staff
),
wrong as (
    select * from parts where persons > staff_total
    union all
    select
        area_code,
        period,
        staff_total,
        'full_time + part_time' as part,
        full_time + part_time as persons,
    from raw_staff
    -- Where one of the two alone exceeds the total, that is the finding.
    where full_time + part_time <> staff_total and greatest(full_time, part_time) <= staff_total
)
select
    coalesce(s.area_code, w.area_code) as area_code,
    cast(w.period as varchar) || ' · ' || w.part as subject,
    cast(w.persons as double) as figure_a,
    cast(w.staff_total as double) as figure_b,
from wrong as w
left join dim_area_successor as s on s.old_code = w.area_code
