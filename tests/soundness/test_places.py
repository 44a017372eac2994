"""The twelve places: what their documents print comes out of the imported rows. The numbers are written here by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from biaochi.catalogue import catalogue
from biaochi.engine import Engine, open_engine
from biaochi.measures import Question, explore, value
from biaochi.places import places
from biaochi.published import figures
from biaochi.reference import name_of
from biaochi.warehouse import Warehouse

TOTAL = {"household_basis": "total", "population_basis": "total"}
RESIDENT = {"household_basis": "resident", "population_basis": "resident"}
FLOATING = {"household_basis": "floating", "population_basis": "floating"}

# area, indicator, what was asked beside it, the number as the document prints it (to the digits that it prints)
FIGURES: list[tuple[str, str, dict[str, Any], str]] = [
    # 衡水 / 桃城区
    ("131102", "facility_floor_500_count", {}, "13"),
    ("131102", "premises_300_to_500_count", {}, "29"),
    ("131100", "communities", {}, "120"),
    ("131100", "new_sites_500_target", {"period": "2018"}, "22"),
    ("131102", "new_sites_500_target", {"period": "2018"}, "5"),
    ("131103", "new_sites_500_target", {"period": "2018"}, "3"),
    ("131171", "new_sites_500_target", {"period": "2018"}, "3"),
    ("131127", "new_sites_500_target", {"period": "2018"}, "3"),
    *((code, "new_sites_500_target", {"period": "2018"}, "1")
      for code in ("131121", "131122", "131123", "131124", "131125", "131126", "131128", "131182")),
    ("131102", "projects", {}, "165"),
    ("131102", "project_finished_share", {}, "7.27"),
    ("131102", "project_invested", {}, "2000000"),
    ("131102", "project_cost_per_site", {}, "166667"),
    # 石家庄桥西区
    ("130104", "households", {}, "267000"),
    ("130104", "households_per_grid", {}, "331.7"),
    ("130104", "party_members_per_grid", {}, "19.3"),
    ("130104", "households_per_party_member", {}, "17.2"),
    ("130104", "agreements", {}, "970"),
    ("130104", "compounds", {}, "1056"),
    ("130104", "red_property_cover", {}, "100"),
    ("130104", "organisations_per_compound", {}, "1.39"),
    # 迁安香巴拉
    ("130283001020", "service_items", {}, "91"),
    ("130283001020", "deliberation_results", {}, "27"),
    ("130283001020", "deliberation_results", {"category": "充电桩"}, "17"),
    ("130283001020", "deliberation_results", {"category": "路灯"}, "10"),
    # 承德双滦区
    ("130803", "towns", {}, "6"),
    ("130803", "projects", {"category": "饮水站"}, "5"),
    ("130803", "projects", {"category": "健康服务站"}, "20"),
    ("130803", "project_households", {}, "14000"),
    # 张家口桥西区
    ("130703", "communities", {}, "44"),
    ("130703", "halls", {}, "44"),
    ("130703", "matters_per_hall", {}, "1.36"),
    ("130703", "sittings_per_hall", {}, "52"),
    # 大名金乡水岸
    ("130425100901", "households", {}, "4483"),
    ("130425100901", "population", {}, "15139"),
    ("130425100901", "origin_communities", {}, "13"),
    # 巨鹿
    ("130529", "case_volume", {}, "250000"),
    ("130529", "grid_workers", {}, "2800"),
    ("130529", "cases_per_grid_worker", {}, "89.3"),
    # 恩施州
    ("422800", "facility_floor_300_share", {}, "93.18"),
    ("422800", "funding_cumulative", {"period": "2015", "category": "财政涉农资金"}, "23000000"),
    ("422800", "funding_cumulative", {"period": "2015", "category": "部门帮扶"}, "1190000"),
    ("422800", "funding_cumulative", {"period": "2015", "category": "社会捐助"}, "1500000"),
    ("422800", "funding_cumulative", {"period": "2015", "category": "一事一议"}, "2360000"),
    ("422800", "multi_post_staff", {}, "452"),
    ("422800", "part_time_staff", {}, "1166"),
    ("422800", "grid_workers", {}, "465"),
    ("422800", "civil_servant_secretaries", {}, "72"),
    # 巴东
    ("422823", "case_volume", {}, "10013"),
    ("422823", "closure_rate", {}, "100"),
    ("422823", "service_sites", {}, "125"),
    ("422823", "cost_per_site", {}, "88000"),
    ("422823", "saving_per_item", {}, "469"),
    # 惠安螺城镇
    ("350521100", "communities", {}, "11"),
    ("350521100", "origin_communities", {}, "6"),
    ("350521100", "households", {}, "31653"),
    ("350521100", "population", {}, "95436"),
    ("350521100", "resident_groups", {}, "155"),
    ("350521100", "grid_workers", {}, "59"),
    ("350521100", "households_per_grid_worker", {}, "536.5"),
    ("350521100", "area_per_100_households", {}, "6.95"),
    # 安塞城北社区
    ("610603002003", "households", TOTAL, "7891"),
    ("610603002003", "households", RESIDENT, "4779"),
    ("610603002003", "households", FLOATING, "3112"),
    ("610603002003", "population", TOTAL, "25369"),
    ("610603002003", "population", RESIDENT, "15189"),
    ("610603002003", "population", FLOATING, "10180"),
    ("610603002003", "households_per_grid", TOTAL, "415.3"),
    ("610603002003", "households_per_grid", RESIDENT, "251.5"),
    ("610603002003", "volunteer_share", TOTAL, "0.39"),
    ("610603002003", "volunteer_share", RESIDENT, "0.66"),
    ("610603002003", "community_workers_per_10000", TOTAL, "8.28"),
    ("610603002003", "community_workers_per_10000", RESIDENT, "13.83"),
    ("610603002003", "funds_per_household", TOTAL | {"period": "2019"}, "6.97"),
    ("610603002003", "rented_or_none_share", {}, "100"),
]  # fmt: skip
TWELVE = {
    "131100", "130104", "130283001020", "130803", "130703", "130425100901", "131003", "130529", "422800", "422823",
    "350521100", "610603002003",
}  # fmt: skip


Stored = Callable[[str], pl.DataFrame]


@pytest.fixture(scope="module")
def engine(demo_warehouse: Path) -> Engine:
    return open_engine(demo_warehouse)


@pytest.fixture(scope="module")
def stored(demo_warehouse: Path) -> Stored:
    """The rows of a table as the importer left them."""
    warehouse = Warehouse(demo_warehouse)
    files = warehouse.files(warehouse.current())
    return lambda table: pl.read_parquet(files[table])


def ask(engine: Engine, area: str, indicator: str, category: str | None = None, **asked: Any) -> dict[str, Any]:
    """The one row of an answer."""
    frame = value(engine, Question(indicator=indicator, area=area, by=("category",) if category else (), **asked))
    rows = frame.filter(pl.col("category") == category) if category else frame
    assert rows.height == 1, (area, indicator, category, frame)
    return rows.row(0, named=True)


@pytest.mark.parametrize(("area", "indicator", "asked", "printed"), FIGURES)
def test_what_the_document_prints_comes_out_of_the_rows(engine: Engine, area: str, indicator: str, asked: dict, printed: str):
    row = ask(engine, area, indicator, **asked)
    digits = len(printed.partition(".")[2])
    assert row["state"] in ("ok", "too_few")
    # Python rounds halves to even, a document rounds them up: no figure here ends in a half
    assert f"{row['value']:.{digits}f}" == printed, row


def test_every_place_of_the_table_is_there(engine: Engine):
    assert set(places()) == TWELVE
    assert set(engine.areas["area_code"]) >= TWELVE
    assert engine.home == "131100"


def test_places_name_figures_and_indicators_that_exist():
    printed = set(figures()["id"])
    named = [figure for place in places().values() for figure in place.figures]
    assert {figure.published for figure in named} <= printed
    assert {figure.indicator for figure in named} <= set(catalogue())


def test_every_system_of_a_place_has_cases_there(engine: Engine):
    for place in places().values():
        here = set(explore(engine, "case_systems", area=place.area, period="all")["system"])
        assert set(place.systems) <= here, (place.area, here)


def test_fund_floors_differ_by_type_of_community(engine: Engine, stored: Stored):
    """10/5 and 20/10 万元: the share is what the floors make of the rows, counted here again."""
    types = {row["area_code"]: row["community_type"] for row in explore(engine, "premises", area="131100").iter_rows(named=True)}
    assert set(types.values()) == {"urban", "town"}
    rows = stored("funding").filter(pl.col("year") == 2026, pl.col("area_code").is_in(list(types)))
    for kind, indicator, floors in (
        ("work", "work_fund_floor_share", {"urban": 100_000, "town": 50_000}),
        ("service_masses", "service_fund_floor_share", {"urban": 200_000, "town": 100_000}),
    ):
        sums = rows.filter(pl.col("fund_kind") == kind).group_by("area_code").agg(pl.col("budget_yuan").sum())
        met = sum(amount >= floors[types[code]] for code, amount in sums.iter_rows())
        row = ask(engine, "131100", indicator, period="2026", profile="hengshui_2018")
        assert (row["numerator"], row["denominator"]) == (met, 120) and 0 < met < 120


def test_the_four_sources_of_enshis_rural_money_make_2805(engine: Engine):
    parts = [ask(engine, "422800", "funding_cumulative", category, period="2015")["value"] for category in
             ("财政涉农资金", "部门帮扶", "社会捐助", "一事一议")]  # fmt: skip
    assert ask(engine, "422800", "funding_cumulative", period="2015")["value"] == sum(parts) == 28_050_000
    assert ask(engine, "422800", "construction_funding", period="2015")["value"] == 115_340_000


def test_enshis_stated_total_contradicts_its_parts(stored: Stored):
    """10,355 is printed above parts that make 11,534: the 合计 row keeps both."""
    rows = stored("checksum").filter(pl.col("source_file").str.contains("城镇社区建设资金"))
    assert rows.select("stated", "summed").rows() == [(103_550_000.0, 115_340_000.0)]
    rural = stored("checksum").filter(pl.col("source_file").str.contains("农村社区建设资金"))
    assert rural.select("stated", "summed").rows() == [(28_050_000.0, 28_050_000.0)]


def test_the_basis_of_households_changes_what_depends_on_it(engine: Engine):
    for indicator in ("households", "population", "households_per_grid", "volunteer_share", "funds_per_household"):
        total = ask(engine, "610603002003", indicator, period="2019", **TOTAL)["value"]
        resident = ask(engine, "610603002003", indicator, period="2019", **RESIDENT)["value"]
        assert total != resident, indicator
    usual = ask(engine, "610603002003", "households")
    assert usual["value"] == 7_891  # its officials count all households


def test_two_districts_of_one_name_stay_two(engine: Engine):
    assert name_of("130104") == name_of("130703") == "桥西区"
    assert ask(engine, "130104", "communities")["value"] == 119
    assert ask(engine, "130703", "communities")["value"] == 44
    assert ask(engine, "130104", "halls")["value"] in (None, 0)
    assert ask(engine, "130703", "compounds")["value"] in (None, 0)
    assert ask(engine, "130703", "households")["value"] is None


def test_a_renamed_county_keeps_its_history(engine: Engine):
    """What 安塞县 reported in 2015 is 安塞区's figure of 2016, and not counted beside that of 2019."""
    assert ask(engine, "610603002003", "households", period="2016", **TOTAL)["value"] == 6_480
    assert ask(engine, "610603", "households", period="2016", **RESIDENT)["value"] == 4_210
    assert ask(engine, "610603", "households", period="2019", **TOTAL)["value"] == 7_891
    assert not set(engine.areas["area_code"]) & {"610624", "610624002", "610624002003"}


def test_six_villages_became_communities(engine: Engine, stored: Stored):
    history = explore(engine, "area_history", area="350521100").filter(pl.col("predecessor_code").is_not_null())
    assert set(history["predecessor_name"]) == {"新霞村", "霞张村", "霞园村", "南洲村", "前型村", "霞东村"}
    before = stored("community").filter(pl.col("area_code").str.starts_with("3505211009"))
    assert before.height == 6
    for code, households in before.select("area_code", "households_total").iter_rows():
        now = history.filter(pl.col("predecessor_code") == code)["area_code"][0]
        assert ask(engine, now, "households", period="2002", **TOTAL)["value"] == households
    assert ask(engine, "350521100", "households", period="2002", **TOTAL)["value"] == before["households_total"].sum()


def test_functional_zones_exist(engine: Engine):
    assert engine.areas.filter(pl.col("area_code") == "131171")["area_name"].to_list() == ["高新区"]
    assert ask(engine, "131171", "communities")["value"] == 6


def test_shuangluans_deadlines_are_computed_from_their_limits(engine: Engine, stored: Stored):
    cases = stored("case").filter(pl.col("system") == "便民服务")
    assert cases.height == 900 and set(cases["due_from"]) == {"limit"} and cases["due_at"].null_count() == 0
    assert ask(engine, "130803", "cases_without_deadline_share")["value"] == 0


def test_a_case_without_deadline_is_counted_as_such(engine: Engine):
    """巴东 prints no limit: none of its cases is overdue, all of them are counted as without deadline."""
    assert ask(engine, "422823", "cases_without_deadline_share")["value"] == 100
    assert ask(engine, "422823", "overdue_backlog")["value"] in (None, 0)


def test_guangyangs_loop_loses_cases_at_every_stage(engine: Engine):
    frame = explore(engine, "stage_funnel", area="131003", period="all")
    reached = frame.filter(pl.col("system") == "新源红驿站", pl.col("is_recorded")).sort("position")
    counts = dict(reached.select("stage", "reached").iter_rows())
    loop = [counts[stage] for stage in ("accepted", "assigned", "handled", "fed_back", "evaluated")]
    assert loop == sorted(loop, reverse=True) and len(set(loop)) == 5
    share = ask(engine, "131003", "closed_loop_share")
    assert share["numerator"] == loop[-1] and share["denominator"] == counts["closed"]


def test_julu_solves_emergencies_and_answers_enquiries_in_time(engine: Engine, stored: Stored):
    cases = stored("case").filter(pl.col("system") == "巨好办", ~pl.col("is_void"))
    urgent = cases.filter(pl.col("urgency") == "urgent")
    solved = urgent.filter(pl.col("closed_at") - pl.col("reported_at") <= pl.duration(hours=2))
    row = ask(engine, "130529", "emergency_2h_share")
    assert (row["numerator"], row["denominator"]) == (solved.height, urgent.height)
    asked = cases.filter(pl.col("case_class") == "咨询")
    row = ask(engine, "130529", "same_day_share")
    assert row["denominator"] == asked.height and 95 < row["value"] < 100


def test_julus_quarters_add_up_to_the_year(engine: Engine):
    frame = explore(engine, "appraisal", area="130529", period="2021")
    assert dict(frame.group_by("object_type").len().iter_rows()) == {"grid_worker": 2_800, "town": 10, "department": 24}
    assert (frame["quarters"] == 4).all()
    assert ((frame["q1"] + frame["q2"] + frame["q3"] + frame["q4"] - frame["annual"]).abs() < 1e-6).all()


def test_25_secretaries_are_directors_too(engine: Engine):
    staff = explore(engine, "staff", area="422800", period="2015")
    assert (staff["secretary_directors"].sum(), staff["civil_servant_secretaries"].sum()) == (25, 72)


def test_sittings_and_matters_are_two_counts(engine: Engine):
    halls = explore(engine, "halls", area="130703")
    assert (halls["sittings"].sum(), halls["matters"].sum(), halls.height) == (2_288, 60, 44)
