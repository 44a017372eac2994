/* ---
code:       Q5
title:      {zh: 填报数尾数为0或5占比, en: Figures that are multiples of five}
definition: {zh: 各社区填报的在用用房建筑面积（逐处）与户数中，恰为5的整数倍的比例, en: "Of the floor areas of single premises in use and the numbers of households that communities report, the share that are multiples of five exactly"}
formula:    {zh: 恰为5的整数倍的填报数 ÷ 填报数, en: figures that are multiples of five / figures reported}
unit:       percent
direction:  lower
kind:       proportion
time:       stock
theme:      quality
standard:   null
source:     [facility, community]
caveat:     {zh: 是提请核查的信号，不是结论：实测实数的尾数为0或5至多约占20%，面积带小数的更少；300、500等标准值也是5的整数倍，明显偏高说明可能有估报、凑整, en: "A reason to look, not a finding: of figures that were measured or counted at most some 20 % end in 0 or 5, fewer where areas have decimals. Values of standards such as 300 and 500 are multiples of five as well; a share far above tells of estimates and rounding"}
sampling:   true
minimum_n:  20
parameters: [household_basis]
--- */
with figures as (
    select
        period,
        area_code,
        floor_area_m2 as figure,
    from asked_facility
    where is_counted and floor_area_m2 > 0
    union all
    select
        period,
        area_code,
        households as figure,
    from asked_household
    where household_basis = $household_basis and households > 0
)
select
    area_code,
    period,
    count(*) filter (where figure % 5 = 0) as numerator,
    count(*) as denominator,
from figures
group by area_code, period
