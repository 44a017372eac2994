/* ---
title:    {zh: 文件中的合计与部分不符, en: A total of a document is not the sum of its parts}
a:        {zh: 部分之和, en: Sum of the parts}
b:        {zh: 合计, en: Total}
unit:     ""
why:      {zh: 文件所印的合计应等于其部分之和；不符说明抄录有误, en: "A printed total must be the sum of its parts; where it is not, a figure was copied wrongly"}
severity: error
--- */
-- Sums of the documents that must hold, for places that are in the warehouse. The subject is the relation.
with terms as (
    select
        r.relation,
        split_part(r.relation, '.', 2) as area_code,
        case when r.side = 'a' then r.factor * f.value else 0 end as value_a,
        case when r.side = 'b' then r.factor * f.value else 0 end as value_b,
    from published_relation as r
    join published_figure as f on f.id = r.figure
    where r.expect = 'equal'
)
select
    t.area_code,
    t.relation as subject,
    sum(t.value_a) as figure_a,
    sum(t.value_b) as figure_b,
from terms as t
join dim_area as d on d.area_code = t.area_code
group by t.area_code, t.relation
having abs(sum(t.value_a) - sum(t.value_b)) > 0.000001
