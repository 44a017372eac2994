-- Staff by the latest survey: of every community, and of every office above that reported its own; blank where nobody did.
select
    p.area_code,
    p.area_name,
    p.county_name,
    x.surveyed_on as period,
    x.staff_total,
    x.full_time,
    x.part_time,
    x.grid_workers,
    x.certified,
    x.degree_ge_junior_college,
    x.female,
    x.multi_post,
    x.civil_servant_secretaries,
    x.secretary_directors,
from asked_place as p
left join asked_staff as x on x.area_code = p.area_code
where p.is_community or x.area_code is not null
order by p.area_code
