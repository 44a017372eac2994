/* ---
title:      {zh: 共驻共建协议, en: Co-building agreements}
definition: {zh: 与驻区单位签订的共驻共建协议数, en: Agreements signed with the units in the area}
formula:    {zh: Σ协议数, en: sum of agreements}
unit:       items
direction:  none
kind:       count
time:       stock
theme:      grids
standard:   null
source:     [party_link]
caveat:     {zh: 按最近一期统计；同一协议由多个社区填报会重复, en: The latest survey counts; an agreement that several communities report is counted several times}
digits:     0
--- */
select
    area_code,
    period,
    agreements as numerator,
    null as denominator,
from asked_party_link
