"""Where a row belongs: codes, names inside their parents, and areas that come into being by being used."""

import pytest

HEADER = "工单编号,来电时间"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("131102001001", "131102001001"),
        ("131102004000", "131102004"),
        ("131102000000", "131102"),
        ("131102", "131102"),
        ("131100000000", "131100"),
        ("131102001001.0", "131102001001"),
    ],
)
def test_codes_have_one_form(importer, code, expected):
    importer.of(f"{HEADER},区划代码\nA1,2026-09-01,{code}\n")
    assert importer.table("case")["area_code"].to_list() == [expected]


def test_used_areas_and_what_is_above_them_get_rows(importer):
    importer.of(f"{HEADER},区划代码,社区名称\nA1,2026-09-01,131102001977,新社区\n")
    rows = importer.table("area").sort("area_code").select("area_code", "area_name", "level", "parent_code").rows()
    assert rows == [
        ("130000", "河北省", "province", None),
        ("131100", "衡水市", "city", "130000"),
        ("131102", "桃城区", "county", "131100"),
        ("131102001", "河西街道", "town", "131102"),
        ("131102001977", "新社区", "community", "131102001"),
    ]


@pytest.mark.parametrize(
    ("code", "rule"),
    [("139902001001", "unknown_area"), ("XYZ", "unknown_area"), ("1.31102E+11", "code_digits_lost"), ("", "no_area")],
)
def test_codes_that_cannot_be_placed(importer, code, rule):
    account = importer.of(f"{HEADER},区划代码\nA1,2026-09-01,{code}\n")
    assert account.rules == {rule: 1}


def test_names_match_inside_their_parents(importer):
    account = importer.of(
        f"{HEADER},市,区县,街道,社区\nA1,2026-09-01,衡水市,桃城区,河西街道办事处,\nA2,2026-09-01,石家庄市,桥西区,,\n"
        "A3,2026-09-01,张家口市,桥西区,,\nA4,2026-09-01,,桥西区,,\nA5,2026-09-01,衡水市,桥西区,,\n"
    )
    placed = dict(importer.table("case").select("case_id", "area_code").rows())
    assert placed == {"A1": "131102001", "A2": "130104", "A3": "130703"}
    assert account.rules == {"ambiguous_area": 1, "unknown_area": 1}
    by_row = {row: (rule, value) for row, rule, _, value in importer.broken()}
    assert by_row[5][0] == "ambiguous_area" and "石家庄市桥西区" in by_row[5][1] and "张家口市桥西区" in by_row[5][1]
    assert by_row[6] == ("unknown_area", "桥西区")


def test_imported_areas_come_before_the_reference_and_bring_their_aliases(importer):
    areas = importer.text(
        "区划代码,单位名称,曾用名,社区类型\n131102001901,河西第一社区居委会,老一社区;红旗社区,城市\n131171,河北衡水高新技术产业开发区,高新区,\n",
        "areas.csv",
    )
    cases = importer.text(
        f"{HEADER},区县,社区\nA1,2026-09-01,桃城区,河西第一社区\nA2,2026-09-01,,红旗社区\nA3,2026-09-01,高新区,\nA4,2026-09-01,桃城区,高新区\n",
        "cases.csv",
    )
    listed, taken = importer(cases, areas)[::-1]  # given in the wrong order on purpose: areas are taken first
    assert (listed.table, listed.accepted, taken.table, taken.rules) == ("area", 2, "case", {"unknown_area": 1})
    placed = dict(importer.table("case").select("case_id", "area_code").rows())
    assert placed == {"A1": "131102001901", "A2": "131102001901", "A3": "131171"}
    area = importer.table("area").filter(area_code="131102001901").row(0, named=True)
    assert (area["level"], area["parent_code"], area["community_type"]) == ("community", "131102001", "urban")


def test_a_scheme_of_ones_own_needs_levels_and_parents(importer):
    account = importer.of(
        "area_code,area_name,level,parent_code\nX,某市,city,\nX-1,东区,county,X\nX-2,西区,county,Y\nX-3,北区,,X\n"
    )
    assert account.rules == {"unknown_parent": 1, "missing": 1}
    assert importer.of("case_id,reported_at,area_code\nA1,2026-09-01,X-1\nA2,2026-09-01,X-9\n").rules == {
        "unknown_area": 1
    }


def test_a_community_between_two_names_is_told_apart_by_its_code(importer):
    importer.of("区划代码,单位名称\n131102001901,和平社区\n131103001901,和平社区\n")
    account = importer.of(f"{HEADER},社区,区划代码\nA1,2026-09-01,和平社区,\nA2,2026-09-01,和平社区,131103001901\n")
    assert account.rules == {"ambiguous_area": 1} and account.accepted == 1


def test_a_county_code_beside_a_community_name_means_the_community(importer):
    importer.of("区划代码,单位名称\n131102001901,和平社区\n131103001901,和平社区\n")
    account = importer.of(
        f"{HEADER},区划代码,社区\nA1,2026-09-01,131102,和平社区\nA2,2026-09-01,131102,没有的社区\nA3,2026-09-01,131102,衡水市桃城区\n"
        "A4,2026-09-01,131102,桃城区本级\nA5,2026-09-01,131102001,河西街道办事处\nA6,2026-09-01,131102001,某社区\n"
    )
    placed = dict(importer.table("case").select("case_id", "area_code").rows())
    assert placed == {"A1": "131102001901", "A3": "131102", "A4": "131102", "A5": "131102001"}
    assert account.rules == {"unknown_area": 2}
    assert importer.broken() == [(3, "unknown_area", "社区", "没有的社区"), (7, "unknown_area", "社区", "某社区")]


def test_a_file_with_codes_of_communities_comes_before_one_with_codes_of_counties(importer):
    cases = importer.text(f"{HEADER},区划代码,社区\nA1,2026-09-01,131102,甲社区\n", "1.csv")
    homes = importer.text("区划代码,社区名称,总户数,统计时间\n131102001901,甲社区,100,2026-09-30\n", "2.csv")
    assert [a.accepted for a in importer(cases, homes)] == [1, 1]
    assert importer.table("case")["area_code"].to_list() == ["131102001901"]


def test_areas_in_a_circle_and_what_hangs_on_them_are_not_taken_in(importer):
    account = importer.of(
        "area_code,area_name,level,parent_code\nX,某市,city,\nX-1,东区,county,X-2\nX-2,西区,county,X-3\nX-3,北区,county,X-1\n"
        "X-1-1,甲,community,X-1\nX-1-1-1,乙,community,X-1-1\nX-4,南区,county,X\n"
    )
    assert account.rules == {"circular_parent": 3, "unknown_parent": 2} and account.accepted == 2


def test_a_circle_over_two_imports_is_seen(importer):
    importer.of("area_code,area_name,level,parent_code\nX,某市,city,\nX-1,东区,county,X\nX-2,西区,county,X-1\n")
    again = importer.of("area_code,area_name,level,parent_code\nX-1,东区,county,X-2\nX-3,北区,county,X\n")
    assert (again.rules, again.accepted) == ({"circular_parent": 1}, 1)


def test_cities_that_are_counties_by_code_are_found_under_city(importer):
    importer.of(f"{HEADER},城市\nA1,2016-12-01,天门市\n")
    assert importer.table("case")["area_code"].to_list() == ["429006"]
