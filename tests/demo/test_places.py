"""Every place's rows add up to what its document prints. The numbers stand here and not in the recipes alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from biaochi.demo import NOTICE
from biaochi.demo.places import frames, recipes
from biaochi.demo.places.columns import split
from biaochi.reference import name_of

PRINTED = [
    # place, sheet, column, sum
    ("130104", "社区户数", "总户数", 267_000),
    ("130104", "小区名册", "户数", 267_000),
    ("130104", "网格名册", "户数", 267_000),
    ("130104", "党建联建", "下沉党员数", 15_498),
    ("130104", "党建联建", "兼职委员数", 984),
    ("130104", "党建联建", "共驻共建协议数", 970),
    ("130104", "党建联建", "红色社区社会组织数", 1_472),
    ("130104", "党建联建", "企业数", 5_083),
    ("130104", "党建联建", "省市直单位数", 137),
    ("130425", "社区户数人口", "总户数", 4_483),
    ("130425", "社区户数人口", "总人口", 15_139),
    ("130529", "全科网格名册", "专职网格员数", 2_800),
    ("130803", "民生工程", "受益户数", 14_000),
    ("350521", "社区基本情况", "总户数", 31_653),
    ("350521", "社区基本情况", "常住人口", 95_436),
    ("350521", "社区基本情况", "居民小组数", 155),
    ("350521", "网格名册", "专职网格员数", 59),
    ("350521", "网格名册", "户数", 31_653),
    ("350521", "社区综合服务站", "建筑面积(㎡)", 2_200),
    ("422800", "社区干部队伍", "一人多岗", 452),
    ("422800", "社区干部队伍", "兼职人数", 1_166),
    ("422800", "社区干部队伍", "网格员人数", 465),
    ("422800", "社区干部队伍", "公务员任书记", 72),
    ("422800", "社区干部队伍", "书记主任一肩挑", 25),
    ("422800", "农村社区建设资金", "拨付数", 2_805),
    ("422800", "城镇社区建设资金", "拨付数", 11_534),
    ("422800", "农民办事不出村站点", "投资(万元)", 1_100),
    ("422800", "农民办事不出村站点", "审批事项办件量", 10_013),
    ("422800", "农民办事不出村站点", "便民商业服务件数", 63_000),
    ("422800", "农民办事不出村站点", "节约办事成本(万元)", 470),
    ("610603", "网格名册", "户数", 7_891),
    ("610603", "网格名册", "中心户数", 40),
]
ROWS = [
    ("130104", "网格名册", 805),
    ("130104", "小区名册", 1_056),
    ("130283", "服务事项清单", 91),
    ("130529", "事件工单", 250_000),
    ("130703", "居民议事厅", 44),
    ("130703", "议事厅开放登记", 44 * 52),
    ("130703", "议事事项", 60),
    ("130803", "民生工程", 5),
    ("130803", "健康服务站", 20),
    ("350521", "网格名册", 155),
    ("422800", "党员群众服务中心", 132),
    ("422800", "农民办事不出村站点", 125),
    ("422800", "农民办事不出村办件", 10_013),
    ("610603", "网格名册", 19),
    ("610603", "志愿服务队名册", 4),
]


@pytest.fixture(scope="module")
def places() -> dict[str, dict[str, pl.DataFrame]]:
    return {code: frames(recipe) for code, recipe in recipes().items()}


@pytest.mark.parametrize(("place", "sheet", "column", "total"), PRINTED)
def test_rows_add_up_to_what_is_printed(places, place: str, sheet: str, column: str, total: float):
    assert round(places[place][sheet][column].sum(), 6) == total


@pytest.mark.parametrize(("place", "sheet", "rows"), ROWS)
def test_as_many_rows_as_printed(places, place: str, sheet: str, rows: int):
    assert places[place][sheet].height == rows


def test_enshi_has_123_centres_of_300_m2_and_9_below(places):
    area = places["422800"]["党员群众服务中心"]["建筑面积(㎡)"]
    assert ((area >= 300).sum(), (area < 300).sum()) == (123, 9)
    types = places["422800"]["区划"].group_by("community_type").len()
    assert dict(types.drop_nulls().iter_rows()) == {"城市": 70, "集镇": 62, "农村": 125}


def test_parts_of_enshis_rural_money(places):
    rows = places["422800"]["农村社区建设资金"].group_by("资金来源").agg(pl.col("拨付数").sum().round(6))
    assert dict(rows.iter_rows()) == {"财政涉农资金": 2300, "部门帮扶": 119, "社会捐助": 150, "一事一议": 236}


def test_julu_has_four_classes_and_22_items(places):
    cases = places["130529"]["事件工单"]
    assert (cases["大类"].n_unique(), cases["小类"].n_unique()) == (4, 22)
    assert cases["大类"].null_count() == 0
    assert str(cases["上报时间"].min())[:7] == "2020-05" and str(cases["上报时间"].max())[:10] <= "2021-11-02"


def test_grids_of_a_community_make_its_households(places):
    frame = places["130104"]
    parts = frame["网格名册"].group_by("area_code").agg(pl.col("户数").sum())
    assert dict(parts.iter_rows()) == dict(frame["社区户数"].select("区划代码", "总户数").iter_rows())


def test_every_approval_is_a_case_of_its_own_site(places):
    frame = places["422800"]
    sites = dict(frame["农民办事不出村站点"].select("区划代码", "审批事项办件量").iter_rows())
    assert dict(frame["农民办事不出村办件"].group_by("区划代码").len().iter_rows()) == sites
    assert frame["农民办事不出村办件"]["办结时间"].null_count() == 0


def test_towns_are_real_and_a_community_is_real_or_numbered(places):
    for frame in places.values():
        areas = frame["区划"].filter(pl.col("valid_to").is_null())
        for code, name in areas.select("area_code", "area_name").iter_rows():
            if len(code) < 12:
                assert name == name_of(code), code
            elif name_of(code):
                assert name_of(code).startswith(name), code
            else:
                assert int(code[9:]) > 900 and ("第" in name or name == "金乡水岸社区"), code


def test_stages_come_one_after_another(places):
    for place, sheet in [("131003", "新源红驿站诉求"), ("130529", "事件工单"), ("610603", "民生服务平台工单")]:
        frame = places[place][sheet]
        clocks = [c for c in ("上报时间", "立案时间", "派遣时间", "处置完成时间", "反馈时间") if c in frame.columns]
        for before, after in zip(clocks, clocks[1:], strict=False):
            assert frame.filter(pl.col(after) < pl.col(before)).is_empty(), (place, after)
            assert frame.filter(pl.col(after).is_not_null() & pl.col(before).is_null()).is_empty(), (place, after)
            assert frame[after].null_count() >= frame[before].null_count()


def test_sittings_are_weekly_within_the_year(places):
    held = places["130703"]["议事厅开放登记"].group_by("区划代码").agg(pl.col("议事日期").sort().diff().dt.total_days().drop_nulls())
    assert {days for row in held["议事日期"] for days in row} == {7}


def test_every_file_says_what_it_is(folder: Path):
    files = [path for path in folder.iterdir() if path.name[2] != "_"]
    for path in files:
        if path.suffix == ".csv":
            content = path.read_bytes()
            text = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gb18030")
            assert text.startswith(NOTICE), path.name
        else:
            cells = pl.read_excel(path, has_header=False, engine="calamine")
            assert NOTICE in str(cells.head(2).rows()), path.name
    assert {path.suffix for path in files} == {".csv", ".xlsx"}


def test_split_keeps_the_total_and_the_least():
    parts = split(100, np.array([1.0, 1.0, 4.0]), least=10)
    assert parts.sum() == 100 and parts.min() >= 10 and parts[2] > parts[0]
    assert split(12.34, np.ones(3), digits=2).round(2).tolist() == [4.12, 4.11, 4.11]
    with pytest.raises(ValueError, match="at least"):
        split(5, np.ones(3), least=2)
