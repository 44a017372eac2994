"""Wrong numbers of stocks, funds and areas that a reader found later. Each stays mended."""

from __future__ import annotations

from datetime import date

import pytest

from biaochi.checks import findings
from biaochi.measures import Question, explore, value
from tests.warehouses import CITY, A, B, C, D, engine_of

AS_OF = date(2026, 9, 30)
MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)
TOWN, DISTRICT = "131102001", "131102"
NEW, OLD = "131102001001", "131102001801"
REST = [row for row in CITY if row["area_code"] not in (A, B)]


def area(code: str, name: str, level: str, parent: str, **more) -> dict:
    return {"area_code": code, "area_name": name, "level": level, "parent_code": parent} | more


def survey(code: str, period: date = JUNE, **figures) -> dict:
    return {"area_code": code, "period": period} | figures


def money(code: str, source: str = "财政", **more) -> dict:
    return {"area_code": code, "year": 2026, "fund_kind": "work", "source_kind": source} | more


def changed(code: str, **more) -> list[dict]:
    """The areas of CITY with one of them told more about."""
    return [row | more if row["area_code"] == code else row for row in CITY]


def one(engine, indicator: str, area: str | None = None, **question):
    row = value(engine, Question(indicator, area=area, **question)).row(0, named=True)
    return row["numerator"], row["denominator"]


def found(engine, check: str) -> list[tuple]:
    return findings(engine).filter(check=check).select("area_code", "subject", "figure_a", "figure_b").rows()


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    """甲 and 乙 became one community; each village numbered its things from one."""
    closed = [area(c, n, "community", TOWN, valid_to=date(2026, 5, 1)) for c, n in ((A, "甲村"), (B, "乙村"))]
    new = area(NEW, "新社区", "community", TOWN, community_type="urban", predecessor_code=f"{A};{B}")
    tables = {
        "area": [*REST, *closed, new],
        "community": [survey(c, MARCH, households_total=1000, population_total=3000) for c in (A, B)],
        "facility": [survey(c, MARCH, facility_id="F1", floor_area_m2=600.0, in_use_year=2025) for c in (A, B)],
        "volunteer_stat": [
            survey(A, MARCH, registered=100, active=50, hours=10.0),
            survey(B, MARCH, registered=200, active=60, hours=10.0),
        ],
        "volunteer_team": [{"team_id": "T1", "area_code": A}, {"team_id": "T1", "area_code": B}],
        "grid": [{"grid_id": str(n), "area_code": c, "households": 200} for n in range(5) for c in (A, B)],
        "service_site": [survey(c, MARCH, site_id="1", approval_items=10, invest_yuan=5) for c in (A, B)],
        "hall": [{"hall_id": "1", "area_code": c, "sittings_per_year": 12} for c in (A, B)],
        "sitting": [{"hall_id": "1", "area_code": A, "held_on": MARCH}, {"hall_id": "1", "area_code": A, "held_on": JUNE},
                    {"hall_id": "1", "area_code": B, "held_on": MARCH}],
        "service_item": [{"item_id": "1", "area_code": c, "is_posted": True} for c in (A, B)],
        "project": [{"project_id": "1", "area_code": c, "project_kind": "x", "project_status": "finished"} for c in (A, B, NEW)]
        + [{"project_id": "2", "area_code": A, "project_kind": "x", "project_status": "finished"}],
        "funding": [money(c, fund_kind="construction", is_cumulative=True, year=y, allocated_yuan=7) for c, y in ((A, 2024), (B, 2025))],
        "target": [{"metric": "new_sites_500", "area_code": DISTRICT, "year": 2025, "value": 2}],
    }  # fmt: skip
    return engine_of(tmp_path_factory.mktemp("merged") / "w", tables, AS_OF)


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("area_per_100_households", (1200, 2000)),
        ("volunteer_share", (300, 6000)),
        ("volunteer_active_share", (110, 300)),
        ("volunteer_hours", (20, 110)),
        ("service_sites", (2, None)),
        ("cost_per_site", (10, 2)),
        ("halls", (2, None)),
        ("sittings_per_hall", (3, 2)),
        ("service_items", (2, None)),
        ("projects", (2, None)),
        ("construction_funding", (14, None)),
        ("origin_communities", (2, None)),
    ],
)
def test_merged_areas_may_use_the_same_numbers(merged, indicator, expected):
    assert one(merged, indicator, NEW) == expected


def test_what_is_read_beside_the_indicators_of_a_merged_area_agrees(merged):
    assert explore(merged, "volunteers", area=NEW)["teams"].to_list() == [2]
    assert sorted(explore(merged, "halls", area=NEW)["sittings"].to_list()) == [1, 2]
    assert explore(merged, "targets", area=DISTRICT, period="all")["reached"].to_list() == [2]
    assert found(merged, "target_reached") == [] == found(merged, "grid_households")


@pytest.fixture(scope="module")
def renamed(tmp_path_factory):
    """甲 got another code in the spring; both codes are found in this year's exports."""
    old = area(OLD, "甲社区", "community", TOWN, valid_to=MARCH)
    codes = (A, OLD)
    tables = {
        "area": [*changed(A, predecessor_code=OLD), old],
        "community": [survey(A, households_total=300)],
        "facility": [survey(OLD, MARCH, facility_id="old", floor_area_m2=600.0, in_use_year=2025),
                     survey(A, facility_id="new", floor_area_m2=600.0, in_use_year=2025)],
        "volunteer_team": [{"team_id": i, "area_code": c} for i, c in (("1", OLD), ("2", OLD), ("1", A))],
        "grid": [{"grid_id": str(n), "area_code": c, "households": 100} for c in codes for n in range(3)],
        "service_site": [survey(c, site_id="1") for c in codes],
        "hall": [{"hall_id": "h", "area_code": c} for c in codes],
        "sitting": [{"hall_id": "h", "area_code": OLD, "held_on": MARCH}, {"hall_id": "h", "area_code": A, "held_on": JUNE}],
        "service_item": [{"item_id": str(n), "area_code": c} for c in codes for n in range(16)],
        "funding": [money(c, budget_yuan=60000) for c in codes] + [money(OLD, fund_kind="service_masses", budget_yuan=5)],
        "target": [{"metric": "new_sites_500", "area_code": DISTRICT, "year": 2025, "value": 2}],
    }  # fmt: skip
    return engine_of(tmp_path_factory.mktemp("renamed") / "w", tables, AS_OF)


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("area_per_100_households", (600, 300)),
        ("households_per_grid", (300, 3)),
        ("service_sites", (1, None)),
        ("halls", (1, None)),
        ("service_items", (16, None)),
        ("funding_by_source", (60005, None)),
        ("origin_communities", (None, None)),
    ],
)
def test_what_stands_under_the_old_and_the_new_code_counts_once(renamed, indicator, expected):
    assert one(renamed, indicator, A) == expected


def test_checks_and_rows_count_a_renamed_area_once_too(renamed):
    assert found(renamed, "grid_households") == []
    assert found(renamed, "target_reached") == [(DISTRICT, "2025 · new_sites_500", 2, 1)]
    assert explore(renamed, "volunteers", area=A)["teams"].to_list() == [1]
    assert explore(renamed, "halls", area=A)["sittings"].to_list() == [2]


def test_below_a_renamed_county_an_old_code_is_the_one_with_the_same_ending(tmp_path):
    new = "610603001001"
    areas = [
        area("610600", "延安市", "city", None),
        area("610603", "安塞区", "county", "610600", predecessor_code="610624", valid_from=date(2016, 6, 1)),
        area("610624", "安塞县", "county", "610600", valid_to=date(2016, 5, 31)),
        area("610603001", "真武洞街道", "town", "610603"),
        area(new, "甲社区", "community", "610603001"),
        area("610624001", "真武洞镇", "town", "610624"),
        area("610624001001", "甲社区", "community", "610624001"),
        area("610624001002", "乙社区", "community", "610624001"),
    ]
    surveys = [survey(f"610624001{n}", date(2015, 6, 30), households_total=100) for n in ("001", "002", "003")]
    engine = engine_of(tmp_path, {"area": areas, "community": surveys}, AS_OF)
    assert one(engine, "communities", "610603") == (2, None), "乙 has no counterpart and stays below the successor"
    assert one(engine, "households", new) == (100, None) == one(engine, "households", "610624001001")
    assert one(engine, "towns", "610603") == (1, None)
    assert engine.parents["610624001002"] == "610603001"
    assert explore(engine, "area_history", area=new)["predecessor_code"].to_list() == ["610624001001"]
    other = [row | {"area_name": "丁社区"} if row["area_code"] == "610624001001" else row for row in areas]
    engine = engine_of(tmp_path / "other", {"area": other, "community": surveys}, AS_OF)
    assert one(engine, "communities", "610603") == (3, None), "another name is another community"


def test_an_area_that_gave_a_part_away_stays(tmp_path):
    zone = area("131171", "高新区", "county", "131100", predecessor_code=DISTRICT, valid_from=date(2015, 1, 1))
    surveys = [survey(c, households_total=100) for c in (A, B, C)]
    engine = engine_of(tmp_path / "a", {"area": [*CITY, zone], "community": surveys}, AS_OF)
    assert engine.parents[TOWN] == DISTRICT and one(engine, "households", DISTRICT) == (200, None)
    assert one(engine, "households", "131171") == (None, None)
    ended = [row | {"valid_to": date(2014, 12, 31)} if row["area_code"] == DISTRICT else row for row in CITY]
    engine = engine_of(tmp_path / "b", {"area": [*ended, zone], "community": surveys}, AS_OF)
    assert one(engine, "households", "131171") == (200, None) == one(engine, "households", DISTRICT)


def test_areas_that_name_one_another_or_one_twice(tmp_path):
    surveys = [survey(c, households_total=100) for c in (A, B, C)]
    circle = [
        row | {"predecessor_code": {A: B, B: A}[row["area_code"]]} if row["area_code"] in (A, B) else row
        for row in CITY
    ]
    twice = [row | {"predecessor_code": f"{C};{C}"} if row["area_code"] == D else row for row in circle]
    engine = engine_of(tmp_path, {"area": twice, "community": surveys}, AS_OF)
    assert one(engine, "households", DISTRICT) == (200, None)
    assert one(engine, "households", D) == (100, None)


def test_below_a_closed_area_without_a_successor_the_next_one_above_counts(tmp_path):
    surveys = [survey(c, households_total=100) for c in (A, B, C)]
    closed = changed(TOWN, valid_to=date(2026, 1, 1))
    split = [area(f"13110200{n}", f"新街道{n}", "town", DISTRICT, predecessor_code=TOWN) for n in (5, 6)]
    for name, areas in (("closed", closed), ("split", closed + split)):
        engine = engine_of(tmp_path / name, {"area": areas, "community": surveys}, AS_OF)
        assert one(engine, "households", DISTRICT) == (200, None) and one(engine, "households", "131100") == (300, None)
        assert found(engine, "orphan_areas") == []


def test_totals_of_money_and_their_parts(tmp_path):
    def parts(code, *rows):
        return [money(code, source, use_kind=use, allocated_yuan=yuan) for source, use, yuan in rows]

    tables = {"area": CITY, "funding": [
        *parts(A, ("财政", "办公", 60), ("财政", "活动", 40), ("捐赠", "活动", 10), ("合计", "未注明", 115), ("合计", "活动", 50)),
        *parts(B, ("合计", "办公", 60), ("合计", "活动", 40), ("合计", "未注明", 100)),
        money(C, "财政", budget_yuan=100, allocated_yuan=80), money(C, "捐赠", budget_yuan=100, allocated_yuan=80),
        money(C, "合计", allocated_yuan=160),
        money(D, "财政", budget_yuan=100), money(D, "合计", allocated_yuan=80),
    ]}  # fmt: skip
    engine = engine_of(tmp_path, tables, AS_OF)
    assert [one(engine, "funding_by_source", code)[0] for code in (A, B, C, D)] == [110, 100, 200, 100]
    assert found(engine, "funding_parts") == [(A, "2026 · work · 未注明", 110, 115)]
    assert [one(engine, "funding_source_gap", code)[0] for code in (A, B, C, D)] == [-5, 0, 0, None]


def test_every_figure_of_money_takes_the_same_amount(tmp_path):
    both = {"budget_yuan": 100, "allocated_yuan": 80}
    tables = {"area": CITY, "community": [survey(A, households_total=10)],
              "funding": [money(A, **both), money(A, is_cumulative=True, year=2025, **both)]}  # fmt: skip
    engine = engine_of(tmp_path, tables, AS_OF)
    assert one(engine, "funding_by_source", A)[0] == one(engine, "funds_per_household", A)[0] == 100
    assert explore(engine, "funding_sources", area=A)["amount_yuan"].to_list() == [100]
    assert one(engine, "funding_cumulative", A)[0] == 80, "to date: what was paid"


def test_what_was_stated_is_neither_hidden_nor_bent_by_a_later_survey(tmp_path):
    tables = {
        "area": CITY,
        "community": [
            survey(
                A, MARCH, households_total=100, households_resident=60, population_total=300, population_resident=200
            ),
            survey(A, households_total=110, population_total=330),
            survey(B, households_total=50),
        ],
        "volunteer_stat": [survey(A, MARCH, registered=10, active=5, hours=50.0), survey(A, registered=12)],
    }
    engine = engine_of(tmp_path, tables, AS_OF)
    for basis, households, people in (("resident", 60, 200), ("total", 110, 330)):
        assert one(engine, "households", A, household_basis=basis)[0] == households
        assert one(engine, "population", A, population_basis=basis)[0] == people
    assert one(engine, "households", B, household_basis="resident")[0] == 50, "residents were never told apart"
    assert one(engine, "volunteer_active_share", A) == (5, 12)


def test_an_area_is_compared_with_its_communities_on_a_basis_both_state(tmp_path):
    below = [
        survey(c, households_total=150, households_resident=100, population_total=450, population_resident=300)
        for c in (A, B)
    ]
    town = survey(TOWN, households_total=300, population_total=900)
    engine = engine_of(tmp_path, {"area": CITY, "community": [town, *below]}, AS_OF)
    assert found(engine, "parents_households") == [] == found(engine, "parents_population")


def test_a_draft_is_no_report_and_a_predecessors_report_is_one(tmp_path):
    drafted = survey(B, date(2026, 9, 20), households_total=10, report_status="draft")
    tables = {
        "area": changed(A, predecessor_code=OLD),
        "community": [survey(OLD, households_total=10), survey(B, households_total=9), drafted],
    }
    row = explore(engine_of(tmp_path, tables, AS_OF), "completeness", area=DISTRICT).row(0, named=True)
    assert (row["surveyed_on"], row["expected"], row["submitted"]) == (JUNE, 2, 2)


def test_a_file_of_which_nothing_came_in_counts(tmp_path):
    def read(file, accepted, rows):
        return {
            "file": file,
            "table": "community",
            "imported_at": "2026-07-01",
            "read": rows,
            "accepted": accepted,
            "quarantined": rows - accepted,
        }

    tables = {
        "area": CITY,
        "community": [survey(A, households_total=10)],
        "account": [read("community.csv", 1, 1), read("bad.csv", 0, 99)],
    }
    engine = engine_of(tmp_path / "city", tables, AS_OF)
    assert one(engine, "rejected_rows_share", "131100") == (99, 100) == one(engine, "rejected_rows_share", "all")
    assert one(engine, "rejected_rows_share", A) == (0, 1)
    apart = [row for row in CITY if row["level"] not in ("province", "city")]
    engine = engine_of(tmp_path / "apart", tables | {"area": apart}, AS_OF)
    assert one(engine, "rejected_rows_share", "all") == (99, 100)
    assert one(engine, "rejected_rows_share", DISTRICT) == (0, 1)


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2026, 12, 31), []), (date(2027, 1, 1), [("131103", "2026 · new_sites_500", 2, 1)])]
)
def test_a_year_is_over_when_the_next_has_begun(tmp_path, day, expected):
    target = {"metric": "new_sites_500", "area_code": "131103", "year": 2026, "value": 2}
    premises = survey(C, facility_id="1", floor_area_m2=500.0, in_use_year=2026)
    engine = engine_of(tmp_path, {"area": CITY, "target": [target], "facility": [premises]}, day)
    assert found(engine, "target_reached") == expected


def test_a_village_that_became_a_community_is_its_origin(tmp_path):
    old = area(OLD, "甲村", "community", TOWN, valid_to=MARCH)
    engine = engine_of(tmp_path, {"area": [*changed(A, predecessor_code=OLD), old]}, AS_OF)
    assert one(engine, "origin_communities", A) == (1, None)
