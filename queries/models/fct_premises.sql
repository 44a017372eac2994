-- Premises at a date. Only floor area in use that counts to the standard is area; what is closed or outdoors is none.
-- Decimal, so that a comparison with the standard is exact.
select
    facility_id,
    area_code,
    period as surveyed_on,
    ownership,
    cast(
        case when status = 'in_use' and counts_to_standard then floor_area_m2 else 0 end as decimal(18, 4)
    ) as floor_area_m2,
    status = 'in_use' and counts_to_standard as is_counted,
from raw_facility
