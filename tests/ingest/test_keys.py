"""What tells two rows apart: numbers that begin anew in each district, sums of years, amounts that contradict each other."""

from decimal import Decimal

import pytest

MONEY = "区划代码,年度,经费类型,资金来源,预算数(万元)"


@pytest.mark.parametrize(
    ("header", "row", "table"),
    [
        ("设施编号,区划代码,建筑面积(m2),统计时间", "1,{},100,2026-09-30", "facility"),
        ("队伍编号,区划代码,队伍名称", "1,{},红马甲", "volunteer_team"),
        ("网格编号,区划代码,网格名称", "1,{},第一网格", "grid"),
    ],
)
def test_numbers_that_begin_anew_in_each_district_stay_apart(importer, header, row, table):
    account = importer.of(f"{header}\n{row.format('131102001001')}\n{row.format('131103001001')}\n")
    assert (account.table, account.accepted, account.duplicates) == (table, 2, 0)
    assert importer.table(table).height == 2


def test_amounts_that_contradict_each_other_are_not_chosen_between(importer):
    account = importer.of(
        f"{MONEY}\n131102001001,2025,工作经费,财政拨款,10\n131102001001,2025,工作经费,财政拨款,10.0\n131102001001,2025,工作经费,财政拨款,12\n"
    )
    assert (account.accepted, account.duplicates, account.rules) == (1, 1, {"conflicting_amounts": 1})
    assert importer.table("funding")["budget_yuan"].to_list() == [Decimal("100000.00")]


def test_a_sum_of_years_does_not_displace_the_year(importer):
    account = importer.of(f"{MONEY},是否累计\n131102001001,2025,工作经费,自筹,10,否\n131102001001,2025,工作经费,自筹,90,是\n")
    assert (account.accepted, account.rules) == (2, {})
    assert importer.table("funding").sort("is_cumulative")["budget_yuan"].to_list() == [Decimal("100000.00"), Decimal("900000.00")]


def test_flat_headers_of_money_keep_their_sources(importer):
    importer.of("2025年经费\n区划代码,工作经费财政拨款(万元),工作经费自筹(万元),工作经费合计(万元)\n131102001001,10,2,12\n")
    rows = importer.table("funding").sort("source_kind").select("fund_kind", "source_kind", "budget_yuan").rows()
    assert rows == [("work", "自筹", Decimal("20000.00")), ("work", "财政拨款", Decimal("100000.00"))]


def test_a_total_without_its_parts_is_kept(importer):
    path = importer.book(
        {
            "一": [
                ["2025年度社区经费情况表"],
                ["区划代码", "工作经费(万元)", "", ""],
                ["", "合计", "财政拨款", "自筹"],
                [131102001001, 12, 10, 2],
                [131102001002, 7, "", "/"],
                ["合计", 19, 10, 2],
            ]
        }
    )
    [account] = importer(path)
    assert (account.accepted, account.rules) == (2, {})
    rows = importer.table("funding").sort("area_code", "source_kind").select("area_code", "source_kind", "budget_yuan").rows()
    assert rows == [
        ("131102001001", "自筹", Decimal("20000.00")),
        ("131102001001", "财政拨款", Decimal("100000.00")),
        ("131102001002", "未注明", Decimal("70000.00")),
    ]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("专项经费", "service_masses"),
        ("养老专项资金", "other"),
        ("服务群众专项经费", "service_masses"),
        ("为民服务专项资金", "service_masses"),
        ("党组织服务群众经费", "service_masses"),
        ("社区专项经费", "service_masses"),
    ],
)
def test_only_the_money_for_serving_the_masses_counts_as_such(importer, header, kind):
    importer.of(f"2025年经费\n区划代码,{header}(万元),工作经费(万元)\n131102001001,20,\n")
    assert importer.table("funding")["fund_kind"].to_list() == [kind]


def test_a_title_names_one_kind_of_money(importer):
    importer.of("2025年服务群众专项经费拨付表\n区划代码,预算数(万元)\n131102001001,20\n")
    assert importer.table("funding")["fund_kind"].to_list() == ["service_masses"]


def test_a_second_column_of_the_same_meaning_fills_the_gaps_of_the_first(importer):
    account = importer.of(
        "工单编号,区划代码,来电时间,办结时间,结案时间,社区,单位名称\nA1,131102001001,2026-09-01,,2026-09-03,,某局\n"
        "A2,131102001001,2026-09-01,2026-09-02,2026-09-04,,某局\n"
    )
    assert account.accepted == 2 and "结案时间" not in account.ignored_columns
    assert [str(t)[:10] for t in importer.table("case").sort("case_id")["closed_at"]] == ["2026-09-03", "2026-09-02"]


def test_a_second_column_in_another_unit_is_left_alone(importer):
    account = importer.of("区划代码,建筑面积(m2),用房面积(万平方米),统计时间\n131102001001,100,1,2026-09-30\n131102001002,,1,2026-09-30\n")
    assert (account.accepted, account.rules) == (1, {"missing": 1})
    assert account.ignored_columns == "用房面积(万平方米)"


def test_two_cities_may_use_one_number_and_neither_takes_the_other_one_s_case(importer):
    """Both hotlines begin at 0001, at the same minute; in one import or in two, the second is kept back and named."""
    header = "工单编号,来源系统,区划代码,来电时间\n"
    first = header + "0001,12345,131102001001,2026-09-01 08:00\n"
    second = header + "0001,12345,422801001001,2026-09-01 08:00\n0002,12345,422801001001,2026-09-01 09:00\n"
    importer.of(first)
    account = importer.of(second)
    assert (account.accepted, account.quarantined) == (1, 1)
    assert importer.broken() == [(2, "conflicting_id", "case_id", "0001")]
    stored = dict(importer.table("case").select("case_id", "area_code").iter_rows())
    assert stored == {"0001": "131102001001", "0002": "422801001001"}
    again = importer.of(first.replace("131102001001", "131102002001").replace("08:00", "08:00:00"))
    assert again.quarantined == 0, "moved within the city, the same report: a correction"


def test_the_numbers_of_another_city_are_kept_under_a_system_of_their_own(importer):
    importer.of("工单编号,来源系统,区划代码,来电时间\n0001,12345,131102001001,2026-09-01 08:00\n")
    importer.of("工单编号,来源系统,区划代码,来电时间\n0001,恩施12345,422801001001,2026-09-01 08:00\n")
    assert importer.table("case").height == 2
