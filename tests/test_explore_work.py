"""Rows behind the pages of grids, staff, services, deliberation, appraisal and projects: their columns are what pages rely on, and
what they show adds up to the indicators."""

from __future__ import annotations

from datetime import date

import pytest

from biaochi.measures import Question, explore, value
from tests.warehouses import CITY, A, B, C, D, engine_of

COLUMNS = {
    "grids": "area_code area_name county_name town_name households grids households_per_grid workers households_per_worker is_in_band",
    "grid_sizes": "area_code area_name grid_id grid_name households",
    "staff": "area_code area_name county_name period staff_total full_time part_time grid_workers certified "
    "degree_ge_junior_college female multi_post civil_servant_secretaries secretary_directors",
    "party_links": "area_code area_name county_name members_linked households_linked households_per_member part_time_members "
    "agreements organisations enterprises units",
    "service_items": "area_name item_id item_name item_kind limit_value limit_unit is_posted cases closed on_time",
    "service_sites": "area_code area_name town_name site_id site_name has_fibre invest_yuan approval_items commercial_items "
    "saving_yuan",
    "wishes": "wish_kind collected claimed fulfilled median_days",
    "halls": "area_name hall_id hall_name sittings sittings_per_year matters decided implemented reviewed",
    "deliberation_steps": "step position matters",
    "deliberation_results": "result_kind results matters",
    "appraisal": "object_type object_id area_name year q1 q2 q3 q4 annual quarters full",
    "appraisal_summary": "object_type year quarter objects mean lowest p25 median p75 highest",
    "projects": "area_code area_name county_name project_id project_name project_kind project_status started_on finished_on "
    "households_benefiting invested_yuan government_yuan street_yuan residents_yuan",
    "project_kinds": "project_kind projects finished in_progress planned invested_yuan government_yuan street_yuan "
    "residents_yuan households_benefiting",
    "targets": "metric year area_code area_name target reached document",
}
TOWN, DISTRICT = "131103100", "131102"
OLD = "131102001777"  # the village that became 乙
JUNE = date(2026, 6, 30)
TABLES = {
    "area": [row | {"predecessor_code": OLD} if row["area_code"] == B else row for row in CITY],
    "community": [
        {"area_code": A, "period": JUNE, "households_resident": 600, "households_total": 900},
        {"area_code": B, "period": JUNE, "households_resident": 300},
        {"area_code": C, "period": JUNE, "households_resident": 250},
        {"area_code": D, "period": JUNE, "households_resident": 150},
    ],
    "grid": [
        {"grid_id": "g1", "area_code": A, "grid_name": "一网格", "households": 310, "worker_full": 1},
        {"grid_id": "g2", "area_code": A, "households": 290, "worker_full": 2},
        {"grid_id": "g1", "area_code": C, "households": 200},
        {"grid_id": "g2", "area_code": C, "households": 200},
    ],
    "staff": [
        {"area_code": A, "period": JUNE, "staff_total": 10, "certified": 4, "grid_workers": 9},
        {"area_code": TOWN, "period": JUNE, "grid_workers": 4},
    ],
    "party_link": [
        {"area_code": A, "period": JUNE, "members_linked": 40, "households_linked": 500, "agreements": 3},
        {"area_code": DISTRICT, "period": JUNE, "members_linked": 99, "households_linked": 990, "agreements": 7},
    ],
    "service_item": [
        {"item_id": "i1", "area_code": A, "item_name": "老年证", "item_kind": "direct", "limit_value": 1, "limit_unit": "work_day"},
        {"item_id": "i2", "area_code": A, "item_kind": "agent", "is_posted": True},
    ],
    "case": [
        {"case_id": "1", "area_code": A, "item_id": "i1", "reported_at": "2026-07-01", "due_at": "2026-07-02", "closed_at": "2026-07-02"},
        {"case_id": "2", "area_code": A, "item_id": "i1", "reported_at": "2026-07-01", "due_at": "2026-07-02", "closed_at": "2026-07-09"},
        {"case_id": "3", "area_code": A, "item_id": "i1", "reported_at": "2026-07-01", "due_at": "2026-07-02", "closed_at": "2026-10-09"},
        {"case_id": "4", "area_code": A, "item_id": "i1", "reported_at": "2026-07-01", "is_void": True},
        {"case_id": "5", "area_code": A, "item_id": "i2", "reported_at": "2026-07-01", "closed_at": "2026-07-01"},
    ],
    "service_site": [
        {"site_id": "s1", "area_code": C, "period": JUNE, "invest_yuan": 80000, "approval_items": 50, "saving_yuan": 20000},
        {"site_id": "s2", "area_code": C, "period": JUNE, "invest_yuan": 100000, "approval_items": 30, "saving_yuan": 18400},
    ],
    "wish": [
        {"wish_id": "w1", "area_code": A, "wish_kind": "助老", "collected_on": date(2026, 7, 1), "fulfilled_on": date(2026, 7, 4)},
        {"wish_id": "w2", "area_code": A, "wish_kind": "助老", "collected_on": date(2026, 7, 1), "fulfilled_on": date(2026, 7, 8)},
        {"wish_id": "w3", "area_code": OLD, "wish_kind": "助老", "collected_on": date(2026, 9, 1), "claimed_on": date(2026, 9, 2)},
    ],
    "hall": [
        {"hall_id": "h1", "area_code": A, "sittings_per_year": 52},
        {"hall_id": "h1", "area_code": OLD},
    ],
    "sitting": [
        {"hall_id": "h1", "area_code": A, "held_on": date(2026, 7, 6)},
        {"hall_id": "h1", "area_code": A, "held_on": date(2026, 7, 13)},
    ],
    "deliberation": [
        {
            "matter_id": "m1", "area_code": A, "collected_on": date(2026, 7, 1), "agreed_on": date(2026, 7, 2),
            "deliberated_on": date(2026, 7, 6), "is_decided": True, "implemented_on": date(2026, 8, 1),
            "reviewed_on": date(2026, 10, 3), "result_kind": "路灯", "result_count": 10,
        },
        {"matter_id": "m2", "area_code": A, "hall_id": "h1", "collected_on": date(2026, 7, 1), "agreed_on": date(2026, 7, 2)},
        {"matter_id": "m1", "area_code": OLD, "hall_id": "h1", "collected_on": date(2026, 8, 1)},
    ],
    "project": [
        {
            "project_id": "p1", "area_code": A, "project_kind": "旧小区改造", "project_status": "finished",
            "started_on": date(2026, 2, 1), "finished_on": date(2026, 8, 15), "invested_yuan": 180000,
            "government_yuan": 100000, "street_yuan": 50000, "residents_yuan": 30000, "households_benefiting": 80,
        },
        {"project_id": "p2", "area_code": OLD, "project_kind": "旧小区改造", "project_status": "planned"},
    ],
    "appraisal": [
        {"object_type": "grid_worker", "object_id": "w1", "area_code": A, "year": 2026, "quarter": q, "score": s, "full_score": 100}
        for q, s in ((1, 90), (2, 80), (3, 70), (4, 60))
    ]
    + [
        {"object_type": "grid_worker", "object_id": "w2", "area_code": A, "year": 2026, "quarter": 1, "score": 70},
        {"object_type": "grid_worker", "object_id": "w2", "area_code": A, "year": 2026, "quarter": 3, "score": 60},
    ],
    "facility": [
        {"facility_id": "f1", "area_code": A, "period": JUNE, "floor_area_m2": 500.0, "in_use_year": 2026},
        {"facility_id": "f2", "area_code": A, "period": JUNE, "floor_area_m2": 900.0, "in_use_year": 2025},
        {"facility_id": "f3", "area_code": B, "period": JUNE, "floor_area_m2": 499.9, "in_use_year": 2026},
        {"facility_id": "f4", "area_code": B, "period": JUNE, "floor_area_m2": 900.0, "in_use_year": 2026, "status": "under_construction"},
    ],
    "target": [
        {"metric": "new_sites_500", "area_code": DISTRICT, "year": 2026, "value": 5, "document": "S0"},
        {"metric": "new_sites_500", "area_code": "131103", "year": 2026, "value": 3},
        {"metric": "new_sites_500", "area_code": DISTRICT, "year": 2025, "value": 2},
        {"metric": "brand_enterprises", "area_code": DISTRICT, "year": 2026, "value": 15},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return engine_of(tmp_path_factory.mktemp("work") / "warehouse", TABLES, date(2026, 12, 31))


@pytest.fixture(autouse=True)
def _small_counts_are_shown(monkeypatch: pytest.MonkeyPatch):
    """What a hand can count is small; what is kept back is tested in test_suppression.py."""
    monkeypatch.setenv("BIAOCHI_SUPPRESS_BELOW", "0")


def rows(engine, name, **options):
    return explore(engine, name, **({"period": "2026Q3"} | options))


def one(engine, indicator, **question):
    return value(engine, Question(indicator, **({"period": "2026Q3"} | question))).row(0, named=True)


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_what_pages_rely_on(engine, name):
    frame = rows(engine, name)
    assert frame.columns == COLUMNS[name].split()
    assert frame.height > 0


def test_grids_and_the_figures_above_them(engine):
    frame = rows(engine, "grids", profile="hengshui_2018")
    found = {row["area_code"]: row for row in frame.to_dicts()}
    assert list(found) == [A, B, TOWN, C, D], "communities, and the town that alone knows its grid workers"
    assert (found[A]["households_per_grid"], found[A]["workers"], found[A]["is_in_band"]) == (300.0, 3, False)
    assert (found[B]["grids"], found[B]["is_in_band"]) == (None, None)
    assert (found[C]["households_per_grid"], found[C]["is_in_band"], found[C]["workers"]) == (125.0, False, None)
    assert found[TOWN]["households_per_worker"] == 100.0
    known = frame.filter(frame["area_code"].is_in([A, C]))
    per_grid = one(engine, "households_per_grid")
    assert (known["households"].sum(), known["grids"].sum()) == (per_grid["numerator"], per_grid["denominator"])
    assert rows(engine, "grids", household_basis="total")["households"][0] == 900
    sizes = rows(engine, "grid_sizes")
    share = one(engine, "grid_size_in_band_share", profile="hengshui_2018")
    assert sizes["households"].is_between(150, 249).sum() == share["numerator"] == 2
    assert sizes.height == share["denominator"] == 4


def test_staff_and_party_links_show_who_reported(engine):
    staff = rows(engine, "staff")
    assert staff["area_code"].to_list() == [A, B, TOWN, C, D]
    assert staff["period"].to_list() == [JUNE, None, JUNE, None, None]
    assert rows(engine, "staff", period="2026Q1")["staff_total"].null_count() == 4, "surveyed in June"
    links = rows(engine, "party_links", area=DISTRICT)
    assert links["area_code"].to_list() == [DISTRICT, A, B]
    assert links["households_per_member"].to_list() == [10.0, 12.5, None]
    assert one(engine, "agreements", area=DISTRICT)["value"] == 3.0, (
        "the district's 7 are those of its communities once more"
    )


def test_items_with_their_cases(engine):
    items = {row["item_id"]: row for row in rows(engine, "service_items").to_dicts()}
    assert [items["i1"][name] for name in ("cases", "closed", "on_time")] == [3, 2, 1]
    assert [items["i2"][name] for name in ("cases", "closed", "on_time")] == [1, 1, None], "no limit, so never on time"
    sites = rows(engine, "service_sites")
    cost = one(engine, "cost_per_site")
    assert (sites["invest_yuan"].sum(), sites.height) == (cost["numerator"], cost["denominator"])
    wish = rows(engine, "wishes").row(0, named=True)
    assert wish == {"wish_kind": "助老", "collected": 3, "claimed": 3, "fulfilled": 2, "median_days": 5.0}
    assert one(engine, "wish_fulfilled_share")["numerator"] == 2


def test_sittings_and_matters_are_two_counts(engine):
    halls = rows(engine, "halls")
    assert halls["sittings"].to_list() == [2, 0]
    assert halls["matters"].to_list() == [2, 1], "a matter that names no hall is one of the only hall of its area"
    assert halls["reviewed"].sum() == 0 and halls["implemented"].sum() == 1
    for column, indicator in (("matters", "matters_per_hall"), ("sittings", "sittings_per_hall")):
        answer = one(engine, indicator)
        assert (halls[column].sum(), halls.height) == (answer["numerator"], answer["denominator"])
    steps = rows(engine, "deliberation_steps")
    assert steps["step"].to_list() == ["collected", "agreed", "deliberated", "decided", "implemented", "reviewed"]
    assert steps["matters"].to_list() == [3, 2, 1, 1, 1, 0]
    assert rows(engine, "deliberation_steps", period="2026")["matters"].to_list()[-1] == 1, "reviewed in October"
    assert rows(engine, "deliberation_results").rows() == [("路灯", 10, 1)]


def test_a_year_of_appraisal_is_the_sum_of_its_quarters(engine):
    table = {row["object_id"]: row for row in rows(engine, "appraisal", period="2026").to_dicts()}
    assert (table["w1"]["annual"], table["w1"]["quarters"], table["w1"]["full"]) == (300.0, 4, 400.0)
    assert (table["w2"]["q2"], table["w2"]["annual"], table["w2"]["quarters"], table["w2"]["full"]) == (
        None,
        130.0,
        2,
        None,
    )
    so_far = {row["object_id"]: row for row in rows(engine, "appraisal").to_dicts()}
    assert (so_far["w1"]["q4"], so_far["w1"]["annual"], so_far["w1"]["quarters"]) == (None, 240.0, 3)
    summary = rows(engine, "appraisal_summary", period="2026")
    assert (summary["objects"].to_list(), summary["mean"].to_list()) == ([2, 1, 2, 1], [80.0, 80.0, 65.0, 60.0])
    mean = one(engine, "appraisal_score", period="2026")
    assert (summary["objects"] * summary["mean"]).sum() == mean["numerator"] == 430.0


def test_projects_as_they_stood(engine):
    assert rows(engine, "projects", period="2026Q2")["project_status"].to_list() == ["in_progress", "planned"]
    kinds = rows(engine, "project_kinds").row(0, named=True)
    assert (kinds["projects"], kinds["finished"], kinds["planned"]) == (2, 1, 1)
    assert kinds["invested_yuan"] == kinds["government_yuan"] + kinds["street_yuan"] + kinds["residents_yuan"]
    share = one(engine, "project_finished_share")
    assert (kinds["finished"], kinds["projects"]) == (share["numerator"], share["denominator"])


def test_rows_of_a_predecessor_count_until_the_area_reports_itself(tmp_path):
    area = [
        {"area_code": OLD, "area_name": "旧村", "level": "community", "valid_to": date(2020, 1, 1)},
        *TABLES["area"],
    ]
    staff = [{"area_code": OLD, "period": date(2019, 6, 30), "grid_workers": 7, "multi_post": 2}]
    grids = [
        {"grid_id": "g1", "area_code": OLD},
        {"grid_id": "g2", "area_code": OLD},
        {"grid_id": "g1", "area_code": A},
    ]
    before = engine_of(tmp_path / "a", {"area": area, "staff": staff, "grid": grids}, date(2026, 6, 30))
    assert rows(before, "grids", area=B)["grids"].to_list() == [2] and rows(before, "grids", area=B)[
        "workers"
    ].to_list() == [7]
    assert one(before, "multi_post_staff")["value"] == 2.0
    staff.append({"area_code": B, "period": date(2018, 6, 30), "grid_workers": 1, "multi_post": 0})
    grids.append({"grid_id": "g7", "area_code": B})
    after = engine_of(tmp_path / "b", {"area": area, "staff": staff, "grid": grids}, date(2026, 6, 30))
    assert rows(after, "grids", area=B)["grids"].to_list() == [1] and rows(after, "grids", area=B)[
        "workers"
    ].to_list() == [1]
    assert one(after, "multi_post_staff")["value"] == 0.0


def test_offices_within_offices_are_not_summed_twice(tmp_path):
    """A county knows its grid workers, a town and one of its two communities know households: only the finest count."""
    community = [
        {"area_code": code, "period": JUNE, "households_total": n} for code, n in ((TOWN, 800), (C, 300), (A, 500))
    ]
    staff = [
        {"area_code": "131103", "period": JUNE, "grid_workers": 5},
        {"area_code": DISTRICT, "period": JUNE, "grid_workers": 10},
    ]
    nested = engine_of(tmp_path / "w", {"area": CITY, "community": community, "staff": staff}, date(2026, 6, 30))
    found = value(nested, Question("households_per_grid_worker", by=("area",), household_basis="total"))
    assert found["numerator"].to_list() == [500.0, 300.0] and found["denominator"].to_list() == [10.0, 5.0]
    whole = value(nested, Question("households_per_grid_worker", household_basis="total")).row(0, named=True)
    assert (whole["numerator"], whole["denominator"], whole["areas"]) == (800.0, 15.0, 2)


def test_targets_beside_what_was_reached(engine):
    found = {(r["metric"], r["area_code"]): (r["target"], r["reached"]) for r in rows(engine, "targets").to_dicts()}
    assert found == {
        ("new_sites_500", DISTRICT): (5.0, 1),
        ("new_sites_500", "131103"): (3.0, None),
        ("brand_enterprises", DISTRICT): (15.0, None),
    }, "premises of 500 m² or more in use since that year; those of 131103 were never surveyed, and enterprises have no register"
