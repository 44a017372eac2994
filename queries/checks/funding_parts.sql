/* ---
title:    {zh: 各来源资金之和与合计不符, en: Money by source does not make the stated total}
a:        {zh: 各来源之和, en: Sum of the sources}
b:        {zh: 合计, en: Total as stated}
unit:     yuan
why:      {zh: 合计与分项若出自不同年份、层级或范围就对不上；差额不应摊入任何一项, en: "Total and parts differ where they are of other years, levels or scopes; the difference must not be spread over the parts"}
severity: warning
--- */
-- Rows of money whose source is 合计, against their parts (see stg_fund_total).
select
    area_code,
    year || ' · ' || fund_kind || ' · ' || use_kind as subject,
    cast(sum(parts_yuan) as double) as figure_a,
    cast(sum(stated_yuan) as double) as figure_b,
from stg_fund_total
where parts_yuan <> stated_yuan
group by area_code, year, fund_kind, use_kind, is_cumulative
