"""Registers of work and people, each as bureaus write it in Chinese and as the table itself is written."""

from datetime import date
from decimal import Decimal

import pytest

from biaochi.errors import ImportRefused
from biaochi.ingest.header import Label, normal
from biaochi.ingest.mapping import _score
from biaochi.ingest.profiles import Profile, vocabulary
from biaochi.tables import TABLES
from biaochi.ui import words

CODE = "131102001001"

SHEETS = {
    "grid": (
        ["网格编号", "网格名称", "区划代码", "所属社区", "户数", "人口", "专职网格员", "楼院长数", "党员中心户数"],
        ["01", "第一网格", CODE, "甲社区", "200", "560", "1", "4", "6"],
        {"grid_id": "01", "households": 200, "worker_full": 1, "courtyard_heads": 4, "central_households": 6},
    ),
    "staff": (
        ["区划代码", "社区名称", "统计时间", "社区工作者总数", "专职人数", "一人多岗", "公务员任书记", "书记主任一肩挑"],
        [CODE, "甲社区", "2026-06-30", "12", "9", "3", "1", "1"],
        {"staff_total": 12, "multi_post": 3, "civil_servant_secretaries": 1, "secretary_directors": 1},
    ),
    "party_link": (
        ["区划代码", "社区名称", "统计时间", "在职党员报到数", "党员联系户数", "兼职委员数", "共驻共建协议数",
         "红色社区社会组织数", "驻区企业数", "驻区单位数"],
        [CODE, "甲社区", "2021年第三季度", "25", "400", "3", "2", "5", "12", "4"],
        {"members_linked": 25, "households_linked": 400, "part_time_members": 3, "agreements": 2, "organisations": 5,
         "enterprises": 12, "units": 4, "period": date(2021, 9, 30)},
    ),
    "compound": (
        ["小区编号", "小区名称", "区划代码", "所属社区", "户数", "物业类型", "红色物业", "建成年份"],
        ["X1", "和平家园", CODE, "甲社区", "320", "专业物业", "是", "1998年"],
        {"compound_id": "X1", "compound_name": "和平家园", "households": 320, "has_red_property": True, "built_year": 1998},
    ),
    "service_item": (
        ["事项编号", "服务事项", "事项类别", "承诺时限", "是否上墙公示", "区划代码"],
        ["S01", "老年证代办", "代办", "5个工作日", "是", CODE],
        {"item_id": "S01", "item_kind": "agent", "limit_value": 5.0, "limit_unit": "work_day", "is_posted": True},
    ),
    "service_site": (
        ["站点编号", "站点名称", "区划代码", "统计时间", "是否通光纤", "投资(万元)",
         "审批事项办件量", "便民商业服务件数", "节约办事成本(元)"],
        ["Z1", "某村站", CODE, "2015年6月30日", "是", "8.8", "80", "504", "37600"],
        {"site_id": "Z1", "has_fibre": True, "invest_yuan": Decimal("88000.00"), "approval_items": 80, "commercial_items": 504,
         "saving_yuan": Decimal("37600.00"), "period": date(2015, 6, 30)},
    ),
    "wish": (
        ["微心愿编号", "心愿类型", "区划代码", "征集日期", "认领日期", "实现日期"],
        ["W1", "物品", CODE, "2021-03-01", "2021-03-05", ""],
        {"wish_id": "W1", "wish_kind": "物品", "collected_on": date(2021, 3, 1), "claimed_on": date(2021, 3, 5), "fulfilled_on": None},
    ),
    "hall": (
        ["议事厅编号", "议事厅名称", "区划代码", "所属社区", "启用日期", "每年开放次数"],
        ["H1", "甲社区居民议事厅", CODE, "甲社区", "2019年5月", "52"],
        {"hall_id": "H1", "opened_on": date(2019, 5, 1), "sittings_per_year": 52},
    ),
    "sitting": (
        ["议事厅编号", "区划代码", "议事日期", "参加人数"],
        ["H1", CODE, "2021年4月7日", "18"],
        {"hall_id": "H1", "held_on": date(2021, 4, 7), "attendees": 18},
    ),
    "deliberation": (
        ["议题编号", "议事厅编号", "区划代码", "议题类别", "收集问题日期", "确定议题日期", "协商议事日期", "是否形成决议", "落实单位",
         "分流落实日期", "监督评审日期", "成果类型", "成果数量"],
        ["M1", "H1", CODE, "管道疏通", "2021-04-01", "2021-04-03", "2021-04-07", "是", "物业公司", "2021-05-01", "", "充电桩", "17"],
        {"matter_id": "M1", "hall_id": "H1", "collected_on": date(2021, 4, 1), "agreed_on": date(2021, 4, 3), "is_decided": True,
         "implemented_on": date(2021, 5, 1), "reviewed_on": None, "result_kind": "充电桩", "result_count": 17},
    ),
    "project": (
        ["项目编号", "项目名称", "项目类型", "项目状态", "开工日期", "完工日期", "区划代码", "受益户数", "投入资金(万元)", "政府扶持(万元)",
         "街道补贴(万元)", "居民自筹(万元)"],
        ["P1", "老旧小区改造", "老旧小区改造", "已完工", "2017年3月", "2018年5月", CODE, "150", "16.7", "10", "5", "1.7"],
        {"project_id": "P1", "project_status": "finished", "started_on": date(2017, 3, 1), "finished_on": date(2018, 5, 31),
         "households_benefiting": 150, "invested_yuan": Decimal("167000.00"), "residents_yuan": Decimal("17000.00")},
    ),
    "appraisal": (
        ["考核对象类型", "考核对象编号", "区划代码", "年度", "季度", "得分", "满分", "等次"],
        ["网格员", "G-001", CODE, "2021", "第三季度", "92.5", "100", "优秀"],
        {"object_type": "grid_worker", "object_id": "G-001", "year": 2021, "quarter": 3, "score": 92.5, "full_score": 100.0},
    ),
    "target": (
        ["任务指标", "区划代码", "区县", "年度", "目标值", "依据文件"],
        ["new_sites_500", "131102", "桃城区", "2018", "5", "衡发〔2017〕23号"],
        {"metric": "new_sites_500", "area_code": "131102", "year": 2018, "value": 5.0},
    ),
}  # fmt: skip
"""Table → headers, a row, and what must be stored."""


def exact(account):
    return account.read == account.accepted + account.quarantined + account.duplicates + account.checksum_rows


@pytest.mark.parametrize("table", SHEETS)
def test_a_chinese_sheet_is_recognised_and_read(importer, table):
    header, row, expected = SHEETS[table]
    book = importer.book({"表": [["某市统计表"], header, row, ["合计", *[""] * (len(row) - 1)], ["注：由各社区填报"]]})
    [account] = importer(book)
    assert (account.table, account.read, account.accepted, account.checksum_rows) == (table, 2, 1, 1), account.rules
    assert (account.rules, account.ignored_columns, account.dropped_columns) == ({}, "", "") and exact(account)
    stored = importer.table(table).row(0, named=True)
    assert {name: stored[name] for name in expected} == expected


@pytest.mark.parametrize("table", SHEETS)
def test_what_was_stored_comes_in_again_under_its_own_names(importer, table):
    """English columns and English words: a table written out and imported again is the same table."""
    header, row, _ = SHEETS[table]
    importer(importer.book({"表": [header, row]}))
    first = importer.table(table)
    mine = [c for c in first.columns if c not in ("source_file", "source_row", "batch_id", "as_of")]
    path = importer.folder / "again.csv"
    first.select(mine).write_csv(path)
    [account] = importer(path)
    assert (account.table, account.accepted, account.rules, account.ignored_columns) == (table, 1, {}, "")
    again = importer.table(table)
    assert again.height == 1 and again.select(mine).equals(first.select(mine))


@pytest.mark.parametrize("table", SHEETS)
def test_rows_that_cannot_be_read_are_accounted_for(importer, table):
    header, row, expected = SHEETS[table]
    number = next(i for i, cell in enumerate(row) if header[i] in _NUMBERS[table])
    vague = [*row[:number], "20余", *row[number + 1 :]]
    lost = ["999902001001" if header[i] == "区划代码" else cell for i, cell in enumerate(row)]
    [account] = importer(importer.book({"表": [header, row, row, vague, lost]}))
    assert (account.read, account.accepted, account.quarantined, account.duplicates) == (4, 1, 2, 1)
    rules = dict(account.rules)
    assert rules.pop("unknown_area") == 1 and sum(rules.values()) == 1 and exact(account)


_NUMBERS = {
    "grid": ["户数"],
    "staff": ["专职人数"],
    "party_link": ["驻区单位数"],
    "compound": ["户数"],
    "service_item": ["承诺时限"],
    "service_site": ["审批事项办件量"],
    "wish": ["认领日期"],
    "hall": ["每年开放次数"],
    "sitting": ["参加人数"],
    "deliberation": ["成果数量"],
    "project": ["受益户数"],
    "appraisal": ["得分"],
    "target": ["目标值"],
}


@pytest.mark.parametrize(
    ("table", "without", "expected"),
    [
        ("grid", "网格编号", f"{CODE}-第一网格"),
        ("compound", "小区编号", f"{CODE}-和平家园"),
        ("service_item", "事项编号", f"{CODE}-老年证代办"),
        ("service_site", "站点编号", f"{CODE}-某村站"),
        ("wish", "微心愿编号", f"{CODE}-物品-2021-03-01"),
        ("hall", "议事厅编号", f"{CODE}-议事厅"),
        ("sitting", "议事厅编号", f"{CODE}-议事厅"),
        ("deliberation", "议题编号", f"{CODE}-管道疏通-2021-04-01"),
        ("project", "项目编号", f"{CODE}-老旧小区改造"),
    ],
)
def test_missing_numbers_are_made_the_same_each_time(importer, table, without, expected):
    header, row, _ = SHEETS[table]
    kept = [i for i, name in enumerate(header) if name != without]
    sheet = [[header[i] for i in kept], [row[i] for i in kept]]
    for _ in range(2):
        [account] = importer(importer.book({"表": sheet}))
        assert (account.table, account.accepted, account.rules) == (table, 1, {})
    assert importer.table(table)[TABLES[table].key[0]].to_list() == [expected]


@pytest.mark.parametrize(
    ("text", "year", "quarter"),
    [
        ("考核对象类型,考核对象编号,区划代码,季度,得分\n网格员,G1,131102001,2021年第三季度,90\n", 2021, 3),
        ("考核对象类型,考核对象编号,区划代码,年度,得分\n网格员,G1,131102001,2021年第二季度,90\n", 2021, 2),
        ("考核对象类型,考核对象编号,区划代码,考核周期,得分\n网格员,G1,131102001,2021Q4,90\n", 2021, 4),
        ("2021年第三季度考核得分表,,,\n考核对象类型,考核对象编号,区划代码,得分\n网格员,G1,131102001,90\n", 2021, 3),
        ("2021年度考核表,,,,\n考核对象类型,考核对象编号,区划代码,季度,得分\n网格员,G1,131102001,一季度,90\n", 2021, 1),
    ],
)
def test_year_and_quarter_may_stand_together_or_in_the_title(importer, text, year, quarter):
    assert importer.of(text).accepted == 1
    assert importer.table("appraisal").select("year", "quarter").row(0) == (year, quarter)


def test_an_appraisal_without_a_quarter_or_a_year_is_not_guessed(importer):
    header = "考核对象类型,考核对象编号,区划代码,季度,得分\n"
    with pytest.raises(ImportRefused, match="which year"):
        importer.of(header + "网格员,G1,131102001,第三季度,90\n")
    account = importer.of(header + "网格员,G1,131102001,2021年,90\n网格员,G1,131102001,全年,90\n", as_of=date(2021, 12, 31))
    assert account.rules == {"not_a_quarter": 2}
    assert importer.of("2021年考核表,,,\n" + "考核对象类型,考核对象编号,区划代码,得分\n网格员,G1,131102001,90\n").rules == {
        "missing": 1
    }


def test_whom_an_appraisal_is_about_stands_in_its_header_or_its_area(importer):
    importer.of("网格员编号,区划代码,年度,季度,得分\nG7,131102001001,2021,1,88\n")
    importer.of("考核对象类型,区划代码,年度,季度,得分\n乡镇,131102001,2021,1,95\n")
    found = importer.table("appraisal").sort("object_id").select("object_type", "object_id").rows()
    assert found == [("town", "131102001"), ("grid_worker", "G7")]


@pytest.mark.parametrize(
    ("header", "cell", "value", "unit"),
    [
        ("承诺时限", "5个工作日", 5.0, "work_day"),
        ("承诺时限", "３０分钟", 0.5, "urgent_hour"),
        ("承诺时限", "即办", 0.0, "urgent_hour"),
        ("承诺时限", "20天内", 20.0, "natural_day"),
        ("承诺时限(工作日)", "5", 5.0, "work_day"),
        ("办理时限（工作日）", "3", 3.0, "work_day"),
        ("承诺时限数值", "2", 2.0, None),
    ],
)
def test_a_limit_brings_its_clock_along(importer, header, cell, value, unit):
    account = importer.of(f"服务事项,事项类别,区划代码,{header}\n老年证,代办,{CODE},{cell}\n")
    assert (account.table, account.rules) == ("service_item", {})
    assert importer.table("service_item").select("limit_value", "limit_unit").row(0) == (value, unit)


def test_a_clock_in_a_column_of_its_own(importer):
    importer.of(f"事项编号,服务事项,事项类别,时限数值,时限类型,区划代码\n1,证明,直接办结,4,工作时,{CODE}\n")
    assert importer.table("service_item").select("limit_value", "limit_unit").row(0) == (4.0, "work_hour")


def test_flags_in_words(importer):
    importer.of(f"小区编号,小区名称,区划代码,红色物业覆盖\n1,甲,{CODE},已覆盖\n2,乙,{CODE},未覆盖\n3,丙,{CODE},\n")
    assert importer.table("compound").sort("compound_id")["has_red_property"].to_list() == [True, False, None]


def test_party_links_of_a_county_above_its_communities_are_a_sum(importer):
    account = importer.of(
        "区划代码,统计时间,在职党员报到数,共驻共建协议数\n131102,2021-09-30,30,3\n131102001001,2021-09-30,10,1\n"
        "131102001002,2021-09-30,20,2\n"
    )
    assert (account.read, account.accepted, account.checksum_rows) == (3, 2, 1)
    assert importer.table("checksum").select("stated", "summed").rows() == [(30.0, 30.0), (3.0, 3.0)]


def test_targets_differ_by_district_and_take_the_year_of_the_title(importer):
    account = importer.of(
        "2018年社区用房建设任务分解表,,\n任务指标,区划代码,目标值\nnew_sites_500,131102,5\nnew_sites_500,131103,3\nnew_sites_500,131171,3\n"
    )
    assert (account.table, account.accepted) == ("target", 3)
    rows = importer.table("target").sort("area_code").select("area_code", "year", "value").rows()
    assert rows == [("131102", 2018, 5.0), ("131103", 2018, 3.0), ("131171", 2018, 3.0)]


def test_every_table_has_a_name_in_both_languages():
    assert set(words.TABLES) == set(TABLES)
    assert all(words.table(name, "zh") != words.table(name, "en") for name in TABLES)
    assert len({words.table(name, "zh") for name in TABLES}) == len(TABLES)


def test_no_column_of_one_table_is_taken_for_another_table():
    """A column that a table cannot be without is enough to know it by, in Chinese and in English."""
    known = vocabulary()
    for name in TABLES:
        for column in known.needs[name]:
            for header in (known.tables[name].get(column, (column,))[0], column):
                labels = [Label((normal(h),), None, h) for h in ("区划代码", header)]
                scores = {table: _score(labels, table, Profile("default")) for table in TABLES}
                best = max(scores, key=scores.__getitem__)
                assert best == name and list(scores.values()).count(scores[best]) == 1, (name, header, scores)
