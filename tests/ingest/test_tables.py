"""Whole small exports of each kind of table, as bureaus write them: titles, merged headers, units, sums."""

from datetime import date
from decimal import Decimal

import pytest

from biaochi.errors import ImportRefused


def test_premises_under_a_merged_header_with_title_unit_and_date(importer):
    path = importer.book(
        {
            "用房": [
                ["衡水市社区用房情况统计表"],
                ["统计时间：2026年9月30日", "", "", "单位：万元"],
                ["序号", "区划代码", "社区名称", "社区用房", "", "来源与投入", ""],
                ["", "", "", "建筑面积(m2", "居民活动区域面积（㎡）", "来源方式", "投入资金"],
                [1, 131102001001, "甲社区", "1,200.5", 300, "新建", 250],
                [2, 131102001002, "乙社区", 480, "/", "租赁", "—"],
                ["合  计", "", "", 1680.5, 300, "", 250],
                ["注：数据由各社区填报"],
            ]
        }
    )
    [account] = importer(path)
    assert (account.table, account.read, account.accepted, account.checksum_rows) == ("facility", 3, 2, 1)
    assert account.as_of == date(2026, 9, 30)
    first, second = importer.table("facility").sort("area_code").rows(named=True)
    assert (first["floor_area_m2"], first["activity_area_m2"]) == (1200.5, 300.0)
    assert (first["acquisition_mode"], second["acquisition_mode"]) == ("new_build", "lease")
    assert (first["invest_yuan"], second["invest_yuan"]) == (Decimal("2500000.00"), None)
    assert first["period"] == date(2026, 9, 30) and first["status"] == "in_use" and first["counts_to_standard"]
    sums = importer.table("checksum").select("column", "stated", "summed").rows()
    assert ("来源与投入/投入资金", 2_500_000.0, 2_500_000.0) in sums
    assert ("社区用房/建筑面积(m2", 1680.5, 1680.5) in sums


def test_premises_in_wide_form_keep_the_group_name(importer):
    path = importer.book(
        {
            "一": [
                ["区划代码", "社区名称", "社区工作用房", "", "室外活动场地", ""],
                ["", "", "面积(m2)", "投入使用年份(年", "面积(m2)", "投入使用年份(年)"],
                [131102001001, "甲社区", 300, 2012, 900, 2015],
                [131102001002, "乙社区", 250, 2018, "", ""],
            ]
        }
    )
    [account] = importer(path, as_of=date(2026, 6, 30))
    assert (account.read, account.accepted) == (2, 2)
    rows = importer.table("facility").sort("area_code", "facility_kind")
    assert rows["facility_kind"].to_list() == ["室外活动场地", "社区工作用房", "社区工作用房"]
    assert rows["counts_to_standard"].to_list() == [False, True, True]
    assert rows["in_use_year"].to_list() == [2015, 2012, 2018]
    assert rows["period"].unique().to_list() == [date(2026, 6, 30)]


def test_outdoor_and_repeated_premises_get_distinct_ids_that_come_again(importer):
    text = "区划代码,用房类型,建筑面积\n131102001001,服务大厅,100\n131102001001,服务大厅,200\n131102001001,室外活动场地,900\n"
    importer.of(text, as_of=date(2026, 6, 30))
    importer.of(text, as_of=date(2026, 6, 30))
    rows = importer.table("facility").sort("facility_id")
    assert rows["facility_id"].to_list() == [
        "131102001001-室外活动场地",
        "131102001001-服务大厅",
        "131102001001-服务大厅-2",
    ]


def test_funds_in_wide_form_become_rows_by_kind_and_source(importer):
    path = importer.book(
        {
            "一": [
                ["2025年度社区经费情况表"],
                ["区划代码", "社区名称", "工作经费(万元)", "", "", "服务群众专项经费(万元)"],
                ["", "", "小计", "财政拨款", "自筹", ""],
                [131102001001, "甲社区", 12, 10, 2, 20],
                [131102001002, "乙社区", 5, 5, "", "20余"],
                ["合计", "", 17, 15, 2, 40],
            ]
        }
    )
    [account] = importer(path)
    assert (account.table, account.read, account.accepted, account.quarantined) == ("funding", 3, 1, 1)
    rows = importer.table("funding").sort("fund_kind", "source_kind")
    assert rows.select("fund_kind", "source_kind", "year", "budget_yuan", "unit_raw").rows() == [
        ("service_masses", "未注明", 2025, Decimal("200000.00"), "万元"),
        ("work", "自筹", 2025, Decimal("20000.00"), "万元"),
        ("work", "财政拨款", 2025, Decimal("100000.00"), "万元"),
    ]
    assert "小计" in account.ignored_columns  # the total beside its parts is not money of its own
    assert importer.broken() == [(5, "vague_number", "服务群众专项经费(万元)", "20余")]


def test_funds_in_long_form_with_the_unit_in_the_title(importer):
    importer.of(
        "2025年经费表,,,,,\n单位：万元,,,,,\n区划代码,年度,经费类型,资金来源,预算数,支出数\n"
        "131102001001,2025,办公经费,财政拨款,10,9.5\n131102001001,2024年,为民服务资金,,20,\n"
    )
    assert importer.table("funding").sort("year").select(
        "year", "fund_kind", "source_kind", "budget_yuan", "spent_yuan"
    ).rows() == [
        (2024, "service_masses", "未注明", Decimal("200000.00"), None),
        (2025, "work", "财政拨款", Decimal("100000.00"), Decimal("95000.00")),
    ]


def test_money_without_a_unit_is_asked_for_and_not_guessed(importer):
    with pytest.raises(ImportRefused, match="元 or 万元"):
        importer.of("区划代码,年度,经费类型,预算数\n131102001001,2025,工作经费,10\n")


def test_money_without_a_year_is_refused(importer):
    text = "区划代码,经费类型,预算数(万元)\n131102001001,工作经费,10\n"
    with pytest.raises(ImportRefused, match="which year"):
        importer.of(text)
    assert importer.of(text, as_of=date(2025, 12, 31)).accepted == 1


def test_floor_area_in_a_unit_of_land_is_refused(importer):
    with pytest.raises(ImportRefused, match="亩"):
        importer.of("区划代码,用房面积(亩)\n131102001001,3\n")


def test_households_with_a_county_row_above_are_not_counted_twice(importer):
    account = importer.of(
        "区划代码,单位名称,统计时间,总户数,常住户数,总人口\n131102000000,桃城区,2026年第三季度,300,250,900\n"
        "131102001001,甲社区,2026年第三季度,100,90,300\n131102001002,乙社区,2026年第三季度,200,150,600\n"
    )
    assert (account.read, account.accepted, account.checksum_rows) == (3, 2, 1)
    assert importer.table("community")["period"].unique().to_list() == [date(2026, 9, 30)]
    assert importer.table("checksum").select("label", "column", "stated", "summed").row(0) == (
        "桃城区",
        "总户数",
        300.0,
        300.0,
    )


def test_subtotals_cover_their_block_and_the_total_everything(importer):
    account = importer.of(
        "社区代码,社区名称,总户数,总人口,统计时间\n合计,,600,1800,\n131102001001,甲,100,300,2026-09-30\n131102001002,乙,200,600,2026-09-30\n"
        "桃城区小计,,300,900,\n131103001001,丙,250,900,2026-09-30\n冀州区小计,,300,900,\n"
    )
    assert (account.accepted, account.checksum_rows) == (3, 3)
    sums = (
        importer.table("checksum").filter(column="总户数").sort("source_row").select("label", "stated", "summed").rows()
    )
    assert sums == [("合计", 600.0, 550.0), ("桃城区小计", 300.0, 300.0), ("冀州区小计", 300.0, 250.0)]


@pytest.mark.parametrize(
    ("header", "row", "table"),
    [
        ("区划代码,统计时间,注册志愿者人数,活跃人数,志愿服务队伍数", "131102001001,2026Q3,120,30,6", "volunteer_stat"),
        ("队伍编号,区划代码,队伍名称,成立时间,人数", "T1,131102001001,红马甲,2020年5月1日,20", "volunteer_team"),
        ("网格编号,区划代码,网格名称,户数,人口,网格类型", "G1,131102001001,第一网格,300,900,城市网格", "grid"),
        ("区划代码,统计时间,社区工作者总数,专职人数,持证人数", "131102001001,2026-09-30,12,10,5", "staff"),
        ("区划代码,单位名称,社区类型", "131102001901,甲社区,城市", "area"),
    ],
)
def test_tables_are_recognised_by_their_headers(importer, header, row, table):
    account = importer.of(f"{header}\n{row}\n")
    assert (account.table, account.accepted, account.rules) == (table, 1, {})


def test_a_sheet_that_could_be_two_tables_asks_which(importer):
    text = "区划代码,总户数,总人口,注册志愿者,活跃人数\n131102001001,100,300,20,5\n"
    with pytest.raises(ImportRefused, match="--table"):
        importer.of(text)
    assert importer.of(text, table="community").table == "community"


def test_a_header_of_three_rows_counts_each_yuan_once(importer):
    path = importer.book(
        {
            "一": [
                ["2025年经费"],
                ["单位：万元"],
                ["区划代码", "年度办公经费", "", "", "年度专项经费", "", "", "", "", ""],
                ["", "合计", "来源", "", "合计", "来源", "", "使用", "", ""],
                ["", "", "财政拨款", "自筹", "", "财政拨款", "自筹", "基础设施建设", "各项活动", "购买服务"],
                [131102001001, 12, 10, 2, 20, 15, 5, 8, 6, 6],
                ["总计", 12, 10, 2, 20, 15, 5, 8, 6, 6],
            ]
        }
    )
    [account] = importer(path)
    assert (account.read, account.accepted, account.checksum_rows, account.rules) == (2, 1, 1, {})
    rows = importer.table("funding")
    assert rows["budget_yuan"].sum() == Decimal("320000.00") and rows.height == 4
    assert rows["year"].unique().to_list() == [2025]
