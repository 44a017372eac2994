-- Premises at a date, under the code of today's area and the one they were reported under. Only floor area in use that counts
-- to the standard is area; what is closed or outdoors is none. Decimal, so that a comparison with the standard is exact.
select
    f.facility_id,
    coalesce(s.area_code, f.area_code) as area_code,
    f.area_code as reported_code,
    f.period as surveyed_on,
    f.ownership,
    f.in_use_year,
    f.invest_yuan,
    cast(
        case when f.status = 'in_use' and f.counts_to_standard then f.floor_area_m2 else 0 end as decimal(18, 4)
    ) as floor_area_m2,
    case when f.status = 'in_use' and f.counts_to_standard then cast(f.activity_area_m2 as decimal(18, 4)) end as activity_area_m2,
    f.status = 'in_use' and f.counts_to_standard as is_counted,
from raw_facility as f
left join dim_area_successor as s on s.old_code = f.area_code
