-- Every service site by its latest survey, with what it cost and did so far.
select
    p.area_code,
    p.area_name,
    p.town_name,
    x.site_id,
    x.site_name,
    x.has_fibre,
    cast(x.invest_yuan as double) as invest_yuan,
    x.approval_items,
    x.commercial_items,
    cast(x.saving_yuan as double) as saving_yuan,
from asked_service_site as x
join asked_place as p on p.area_code = x.area_code
order by p.area_code, x.site_id
