/* ---
title:    {zh: 站点办件量与工单数不符, en: Items of the service sites are not the cases of the place}
a:        {zh: 站点台账的审批事项, en: Approval items of the register of sites}
b:        {zh: 工单, en: Cases}
unit:     cases
why:      {zh: 台账按站点累计，工单按系统导出，只数写明事项编号的；一边缺站点或缺年份就会不等, en: "The register adds up sites, the cases come from a system, only those that name an item; a site or a year that is missing on one side makes a difference"}
severity: warning
--- */
-- Counties that have both a register of service sites and cases of service items.
with ordered as (
    select
        coalesce(s.area_code, r.area_code) as area_code,
        r.approval_items,
        row_number() over (partition by coalesce(s.area_code, r.area_code), r.site_id order by r.period desc) as newness,
    from raw_service_site as r
    left join dim_area_successor as s on s.old_code = r.area_code
),
counties as (
    select
        t.area_code,
        up.area_code as county_code,
    from dim_area_tree as t
    join dim_area as up on up.area_code = t.ancestor_code and up.level = 'county'
),
sites as (
    select
        c.county_code,
        sum(o.approval_items) as items,
    from ordered as o
    join counties as c on c.area_code = o.area_code
    where o.newness = 1
    group by c.county_code
    having count(*) = count(o.approval_items)
),
cases as (
    select
        c.county_code,
        count(*) as cases,
    from raw_case as r
    left join dim_area_successor as s on s.old_code = r.area_code
    join counties as c on c.area_code = coalesce(s.area_code, r.area_code)
    where r.item_id is not null and r.is_filed and not r.is_void and not coalesce(r.is_merged, false)
    group by c.county_code
)
select
    s.county_code as area_code,
    '' as subject,
    cast(s.items as double) as figure_a,
    cast(c.cases as double) as figure_b,
from sites as s
join cases as c on c.county_code = s.county_code
where s.items <> c.cases
