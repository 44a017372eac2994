/* ---
title:    {zh: 文件中的数字互相对不上, en: Figures of a document do not fit one another}
a:        {zh: 一方数字之和, en: Sum of the figures on one side}
b:        {zh: 另一方数字之和, en: Sum of the figures on the other side}
unit:     ""
why:      {zh: 公开文件自身的出入，多因范围、时段或口径不同；每一处的原因见 data/published/relations.csv, en: "The documents themselves differ, mostly in scope, time or what is counted; the reason of each stands in data/published/relations.csv"}
severity: warning
--- */
-- Contradictions that are known and must stay visible, for places that are in the warehouse. The subject is the relation.
with terms as (
    select
        r.relation,
        split_part(r.relation, '.', 2) as area_code,
        case when r.side = 'a' then r.factor * f.value else 0 end as value_a,
        case when r.side = 'b' then r.factor * f.value else 0 end as value_b,
    from published_relation as r
    join published_figure as f on f.id = r.figure
    where r.expect = 'differ'
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
