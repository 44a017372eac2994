/* ---
title:      {zh: 季度考核平均分, en: Mean quarterly score}
definition: {zh: 期末所在年度各考核对象各季度得分之和，除以得分个数, en: "Scores of all objects and quarters of the year in which the period ends, per score"}
formula:    {zh: Σ得分 ÷ （对象 × 季度）, en: sum of scores / (objects × quarters)}
unit:       score
direction:  higher
kind:       ratio
time:       year
theme:      grids
standard:   null
source:     [appraisal]
caveat:     {zh: 只计入期末前已到末月的季度；各类对象评分办法和满分可能不同，分类查看更可靠；缺考核的季度不作零分, en: "Only quarters whose last month had begun by the end of the period; kinds of objects may be scored by different rules and full marks, so look at one kind; a quarter without a score is not zero"}
own_rows:   true
dimensions: [category]
parameters: [dimension]
--- */
select
    area_code,
    period,
    case when $dimension = 'category' then object_type end as category,
    sum(score) as numerator,
    count(*) as denominator,
from asked_appraisal
group by area_code, period, category
