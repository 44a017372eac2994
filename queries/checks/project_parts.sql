/* ---
title:    {zh: 项目分项资金与总投入不符, en: Money of a project by payer does not make its investment}
a:        {zh: 政府＋街道＋居民, en: "Government, street and residents"}
b:        {zh: 总投入, en: Invested in all}
unit:     yuan
why:      {zh: 可能还有第四个出资方，或总投入是预算而分项是实付, en: "There may be a fourth payer, or the total is a budget and the parts were paid"}
severity: warning
--- */
-- Projects whose three payers are all stated and do not make the total, or that exceed it where one is left out.
with payers as (
    select
        coalesce(s.area_code, p.area_code) as area_code,
        p.project_id,
        coalesce(p.government_yuan, 0) + coalesce(p.street_yuan, 0) + coalesce(p.residents_yuan, 0) as paid_yuan,
        p.government_yuan + p.street_yuan + p.residents_yuan is not null as is_complete,
        p.invested_yuan,
    from raw_project as p
    left join dim_area_successor as s on s.old_code = p.area_code
)
select
    area_code,
    project_id as subject,
    cast(paid_yuan as double) as figure_a,
    cast(invested_yuan as double) as figure_b,
from payers
where (is_complete and paid_yuan <> invested_yuan) or paid_yuan > invested_yuan
