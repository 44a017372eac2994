"""Areas over time: renamed, merged, converted, closed; and those that share a name or lie outside the usual scheme."""

from datetime import date

import pytest

HEADER = "工单编号,来电时间"
ANSAI = "区划代码,单位名称,曾用名,原代码,设立日期,撤销日期\n610603,安塞区,安塞县,610624,2016年6月,\n"


def placed(importer):
    return dict(importer.table("case").select("case_id", "area_code").rows())


def test_history_is_kept_as_it_came(importer):
    importer.of(
        "区划代码,单位名称,原代码,设立日期,撤销日期\n"
        "350521100001,新霞社区,350521100201；350521100202、350521100203000,2003年3月,\n"
        "350521100201,新霞村,,1984,2003-03-31\n350521100202,旧村,,,2003年3月\n"
    )
    rows = {row["area_code"]: row for row in importer.table("area").iter_rows(named=True)}
    community = rows["350521100001"]
    assert community["predecessor_code"] == "350521100201;350521100202;350521100203000"
    assert (community["valid_from"], community["valid_to"]) == (date(2003, 3, 1), None)
    village = rows["350521100201"]
    assert (village["valid_from"], village["valid_to"]) == (date(1984, 1, 1), date(2003, 3, 31))
    assert rows["350521100202"]["valid_to"] == date(2003, 3, 31)


def test_codes_of_old_towns_are_kept_in_their_short_form(importer):
    importer.of("区划代码,单位名称,原代码\n610603000000,安塞区,610624000000\n")
    assert importer.table("area").filter(area_code="610603")["predecessor_code"].to_list() == ["610624"]


@pytest.mark.parametrize("together", [True, False])
def test_rows_under_the_old_code_of_a_renamed_county_are_taken(importer, together):
    areas = importer.text(ANSAI, "areas.csv")
    cases = importer.text(
        f"{HEADER},区划代码\nA1,2015-03-01,610624\nA2,2015-03-01,610624001\nA3,2015-03-01,610624001001\nA4,2015-03-01,610625999001\n"
        "A5,2015-03-01,619924001001\n",
        "cases.csv",
    )
    if together:
        _, account = importer(areas, cases)
    else:
        importer(areas)
        [account] = importer(cases)
    assert account.rules == {"unknown_area": 1}
    assert placed(importer) == {"A1": "610624", "A2": "610624001", "A3": "610624001001", "A4": "610625999001"}


def test_without_the_list_an_old_code_is_unknown(importer):
    assert importer.of(f"{HEADER},区划代码\nA1,2015-03-01,610624001001\n").rules == {"unknown_area": 1}


def test_a_closed_area_still_takes_its_rows(importer):
    importer.of("区划代码,单位名称,设立日期,撤销日期\n350521100201,新霞村,1984-01-01,2003-03-31\n")
    account = importer.of(f"{HEADER},区划代码\nA1,2002-03-01,350521100201\nA2,2024-03-01,350521100201\n")
    assert (account.accepted, account.rules) == (2, {})


def test_a_name_that_an_old_and_a_new_area_share_means_the_new_one(importer):
    importer.of(
        "区划代码,单位名称,原代码,撤销日期\n610603002003,城北社区,610624001001,\n610624001001,城北社区,,2016-06-01\n"
        "610603002004,城南社区,,\n610603002904,城南社区,,2016-06-01\n610603,安塞区,610624,\n"
    )
    account = importer.of(f"{HEADER},社区\nA1,2015-03-01,城北社区\nA2,2015-03-01,城南社区\n")
    assert account.rules == {} and placed(importer) == {"A1": "610603002003", "A2": "610603002004"}


def test_a_former_name_finds_the_area_of_today(importer):
    importer.of(ANSAI)
    importer.of(f"{HEADER},区县\nA1,2015-03-01,安塞县\n")
    assert placed(importer) == {"A1": "610603"}


@pytest.mark.parametrize("imported", [False, True])
def test_two_districts_of_one_name_never_mix(importer, imported):
    if imported:
        importer.of("区划代码,单位名称\n130104,桥西区\n130703,桥西区\n")
    account = importer.of(
        f"{HEADER},市,区县\nA1,2021-11-01,,桥西区\nA2,2021-11-01,石家庄市,桥西区\nA3,2021-11-01,张家口市,桥西区\n"
    )
    assert account.rules == {"ambiguous_area": 1} and placed(importer) == {"A2": "130104", "A3": "130703"}
    [(row, rule, column, value)] = importer.broken()
    assert (row, rule, column) == (2, "ambiguous_area", "区县")
    assert "石家庄市桥西区" in value and "张家口市桥西区" in value


def test_functional_zones_have_a_kind_and_communities_of_their_own(importer):
    account = importer.of(
        "区划代码,单位名称,类型,级别,上级代码\n131171,高新区,功能区,,\n131171400901,某社区,居委会,,\nHS-KFQ,某开发区,功能区,区县,131100\n"
    )
    assert account.rules == {}
    rows = {row["area_code"]: row for row in importer.table("area").iter_rows(named=True)}
    assert [rows["131171"][n] for n in ("area_kind", "level", "parent_code")] == ["功能区", "county", "131100"]
    assert [rows["HS-KFQ"][n] for n in ("area_kind", "level", "parent_code")] == ["功能区", "county", "131100"]
    importer.of(f"{HEADER},市,区县,区划代码\nA1,2026-09-01,衡水市,高新区,\nA2,2026-09-01,,,131171400901\nA3,2026-09-01,,,HS-KFQ\n")
    assert placed(importer) == {"A1": "131171", "A2": "131171400901", "A3": "HS-KFQ"}
