"""Wrong numbers of cases that a review of the second stage found; each stays here so that it does not come back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from biaochi.checks import findings
from biaochi.ingest import import_files
from biaochi.measures import Question, explore, value
from biaochi.scope import Scope
from biaochi.warehouse import Warehouse
from tests.warehouses import CITY, A, B, C, engine_of

JUNE = date(2026, 6, 30)
OTHER = [
    {"area_code": "350500", "area_name": "泉州市", "level": "city"},
    {"area_code": "350521", "area_name": "惠安县", "level": "county", "parent_code": "350500"},
    {"area_code": "350521100", "area_name": "螺城镇", "level": "town", "parent_code": "350521"},
    {"area_code": "350521100001", "area_name": "东南社区", "level": "community", "parent_code": "350521100"},
]
FAR = OTHER[-1]["area_code"]
SILENT = ("rework_rate", "extension_rate", "repeat_share", "satisfaction_rate", "solved_rate_closed", "solved_rate_callback",
          "filing_rate", "emergency_2h_share")  # fmt: skip


def one(engine, name, **asked):
    return value(engine, Question(name, **asked)).row(0, named=True)


def pair(engine, name, **asked):
    row = one(engine, name, **asked)
    return row["numerator"], row["denominator"]


@pytest.fixture
def namesakes(tmp_path):
    """Two cities whose systems bear one name: 衡水's records everything, 泉州's nothing but report and closing."""
    rich = {"is_filed": True, "filed_at": "2026-06-01 10:00", "handled_at": "2026-06-02", "rework_count": 0, "extension_count": 1,
            "satisfaction": "satisfied", "solved": True, "urgency": "urgent", "is_repeat": False, "is_returned": False}  # fmt: skip
    cases = [
        {"case_id": f"{code}{n}", "system": "网格", "area_code": code, "reported_at": "2026-06-01 09:00", "closed_at": "2026-06-02 01:00"}
        | (rich if code == A else {})
        for n in range(25)
        for code in (A, FAR)
    ]
    return engine_of(tmp_path / "w", {"area": CITY + OTHER, "case": cases}, JUNE)


def test_a_system_of_the_same_name_in_another_city_does_not_vouch(namesakes):
    for name in SILENT:
        assert one(namesakes, name, area=A)["state"] == "ok", name
        assert one(namesakes, name, area="350521")["state"] == "missing", name
    stages = lambda area: dict(  # noqa: E731
        explore(namesakes, "stage_funnel", area=area).select("stage", "reached").iter_rows()
    )
    assert (stages("131100")["handled"], stages("350521")["handled"]) == (25, None)
    assert (stages("all")["handled"], stages("all")["closed"]) == (None, 50), "half of the cases went a way that nobody recorded"
    states = lambda area: dict(  # noqa: E731
        explore(namesakes, "side_states", area=area).select("state", "cases").iter_rows()
    )
    assert (states("131100")["extended"], states("350521")["extended"], states("all")["extended"]) == (25, None, None)


def test_a_place_whose_data_ended_long_ago_is_counted_as_if_it_were_alone(tmp_path):
    """40 cases of June 2021 due in July, 20 of them open: whether they were closed in time nobody ever said."""
    old = [
        {"case_id": f"o{n}", "area_code": FAR, "as_of": date(2021, 6, 30), "due_at": "2021-07-10", "urgency": "urgent",
         "reported_at": datetime(2021, 6, 20) + timedelta(hours=n), "closed_at": "2021-06-25 12:00" if n < 20 else None}
        for n in range(40)
    ]  # fmt: skip
    new = [{"case_id": f"n{n}", "area_code": C, "reported_at": "2026-06-01"} for n in range(30)]
    alone = engine_of(tmp_path / "alone", {"area": OTHER, "case": old}, date(2021, 6, 30))
    beside = engine_of(tmp_path / "beside", {"area": CITY + OTHER, "case": old + new}, JUNE)
    for name in ("overdue_backlog", "case_backlog", "on_time_closure_rate", "closure_rate", "days_to_close", "emergency_2h_share",
                 "cases_without_deadline_share", "case_volume"):  # fmt: skip
        for cutoff in ("period", "as-of"):
            for period in (None, "2021", "2021-06"):
                ask = {"area": "350521", "cutoff": cutoff, "period": period}
                assert pair(beside, name, **ask) == pair(alone, name, **ask), (name, ask)
    assert pair(beside, "overdue_backlog", area="350521") == (0, None)
    assert pair(beside, "on_time_closure_rate", area="350521") == (20, 20)
    assert pair(beside, "cases_without_deadline_share", area="350521") == (0, 40)
    assert one(beside, "days_to_close", area="350521")["p90"] == one(alone, "days_to_close", area="350521")["p90"]
    for name in ("case_volume", "overdue_backlog", "case_backlog", "on_time_closure_rate", "cases_per_1000_households"):
        assert one(beside, name, area="350521", period="2024")["state"] == "missing", name
    assert explore(beside, "case_flow", area="350521", grain="year")["overdue"].sum() == 0


def test_open_cases_wait_no_longer_than_their_system_is_known(tmp_path):
    """All were open on the last day known: 9 to 10 days on, not five years."""
    old = [
        {"case_id": str(n), "area_code": FAR, "as_of": date(2021, 6, 30), "reported_at": f"2021-06-2{n % 2} 12:00",
         "closed_at": "2021-06-29 12:00" if n < 24 else None}
        for n in range(40)
    ]  # fmt: skip
    new = {"case_id": "n", "area_code": A, "reported_at": "2026-06-01"}
    engine = engine_of(tmp_path / "w", {"area": CITY + OTHER, "case": [*old, new]}, JUNE)
    row = one(engine, "days_to_close", area="350521")
    assert (row["value"], row["p90"]) == (9, None)


def test_each_file_has_its_own_day(tmp_path):
    for name, code, day in (("甲", A, "2021-06-01"), ("乙", C, "2026-06-01")):
        text = f"工单编号,来源系统,区划代码,来电时间\n{name}1,{name},{code},{day} 09:00\n"
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    files = [tmp_path / "甲.csv", tmp_path / "乙.csv"]
    days = {files[0]: date(2021, 6, 30), files[1]: JUNE}
    accounts = import_files(files, warehouse=Warehouse(tmp_path / "w"), as_of=days)
    assert [(a.as_of, a.as_of_from) for a in accounts] == [(date(2021, 6, 30), "given"), (JUNE, "given")]


def test_a_county_that_never_sent_a_case_is_not_one_without_cases(tmp_path):
    cases = [{"case_id": "1", "area_code": A, "reported_at": "2026-06-01"}, {"case_id": "2", "area_code": A, "reported_at": "2026-05-01"}]
    households = [{"area_code": code, "period": date(2026, 1, 1), "households_resident": 100} for code in (A, B, C)]
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases, "community": households}, JUNE)
    counties = value(engine, Question("case_volume", area="131100", by=("area",)))
    assert counties.select("area_code", "value", "state").rows() == [("131102", 2, "ok"), ("131103", None, "missing")]
    for area in ("131103", "131103100", C):
        for name in ("case_volume", "case_backlog", "closure_rate", "cases_per_1000_households"):
            assert one(engine, name, area=area)["state"] == "missing", (name, area)
    assert one(engine, "case_volume", area=B)["value"] == 0, "乙 lies in a county that sends"
    assert one(engine, "case_volume", area="131100")["value"] == 2
    # Households are known, but no case was ever sent; workers are known nowhere, with cases and without.
    for area, period in (("131102", "2026-06"), (B, "2026-06"), ("131103", "2026-06")):
        assert one(engine, "cases_per_grid_worker", area=area, period=period)["state"] == "missing", area


@pytest.fixture
def by_the_day(tmp_path):
    """30 cases closed on the day of the report and 10 five days later, by an export whose closings have no time of day."""
    cases = [
        {"case_id": str(n), "area_code": A, "urgency": "urgent" if n % 2 else "same_day", "quarter_hour_clock": "finish",
         "reported_at": "2026-06-01 09:05", "registered_at": "2026-06-01", "closed_at": "2026-06-01" if n < 30 else "2026-06-06"}
        for n in range(40)
    ]  # fmt: skip
    cases += [
        {"case_id": f"{clock}{n}", "area_code": A, "quarter_hour_clock": clock, "reported_at": "2026-06-01 09:05",
         "arrived_at": "2026-06-01", "registered_at": "2026-06-01", "promised_at": "2026-06-03"}
        for clock in ("register", "arrive")
        for n in range(5)
    ]  # fmt: skip
    return engine_of(tmp_path / "w", {"area": CITY, "case": cases}, JUNE)


def test_closings_known_by_the_day_alone_are_no_closings_before_the_report(by_the_day):
    assert pair(by_the_day, "days_to_close", period="2026-06") == (40, 50)
    assert pair(by_the_day, "same_day_share", period="2026-06") == (15, 20)
    assert explore(by_the_day, "case_exclusions", period="2026-06")["closed_before_reported"].to_list() == [0]
    closed = explore(by_the_day, "stage_funnel", period="2026-06").row(6, named=True)
    assert (closed["stage"], closed["reached"], closed["median_hours"]) == ("closed", 40, 0)


def test_what_is_known_by_the_day_alone_tells_nothing_of_hours(by_the_day):
    for name in ("emergency_2h_share", "quarter_hour_finish_share", "quarter_hour_register_share", "quarter_hour_arrive_share"):
        assert one(by_the_day, name, period="2026-06")["state"] == "missing", name


def test_a_site_is_held_against_the_cases_of_items(tmp_path):
    renamed = [row | ({"predecessor_code": "131102001801"} if row["area_code"] == A else {}) for row in CITY]
    cases = [{"case_id": f"i{n}", "area_code": A, "item_id": "x", "reported_at": "2026-06-01"} for n in range(10)]
    cases += [{"case_id": f"h{n}", "area_code": B, "reported_at": "2026-06-01"} for n in range(5)]
    site = {"site_id": "s", "area_code": A, "period": JUNE, "approval_items": 10}
    earlier = site | {"area_code": "131102001801", "period": date(2024, 6, 30), "approval_items": 6}

    def found(sites, name):
        engine = engine_of(tmp_path / name, {"area": renamed, "case": cases, "service_site": sites}, JUNE)
        rows = findings(engine, None, Scope.everything())
        return [(row["figure_a"], row["figure_b"]) for row in rows.to_dicts() if row["check"] == "service_sites_cases"]

    assert found([site], "same") == []
    assert found([earlier, site], "renamed") == []
    assert found([site | {"approval_items": 12}], "more") == [(12, 10)]


def test_cases_after_the_last_day_known_enter_no_rate(tmp_path):
    """Ten dissatisfied ones were reported after the as-of date, five of them closed before it."""
    good = {"area_code": A, "reported_at": "2026-06-01 09:00", "closed_at": "2026-06-02", "solved": True, "satisfaction": "satisfied"}
    late = {"area_code": A, "reported_at": "2026-06-20 09:00", "solved": False, "satisfaction": "dissatisfied"}
    cases = [good | {"case_id": f"p{n}"} for n in range(20)]
    cases += [late | {"case_id": f"f{n}", "closed_at": "2026-06-10" if n < 5 else None} for n in range(10)]
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases}, date(2026, 6, 15))
    for name in ("satisfaction_rate", "solved_rate_callback", "solved_rate_closed"):
        assert pair(engine, name, period="2026-06") == (20, 20), name
    assert explore(engine, "case_exclusions", period="2026-06")["reported"].to_list() == [20]


def test_the_cases_of_an_item_are_those_that_rates_count(tmp_path):
    item = {"item_id": "x", "area_code": A, "item_name": "老年证", "item_kind": "direct"}
    case = {"area_code": A, "item_id": "x", "reported_at": "2026-06-01", "due_at": "2026-06-05", "closed_at": "2026-06-03"}
    marks = [{}, {"is_merged": True}, {"is_void": True}, {"is_filed": False}]
    cases = [case | mark | {"case_id": str(n)} for n, mark in enumerate(marks)]
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases, "service_item": [item]}, JUNE)
    row = explore(engine, "service_items", area=A, period="2026-06").row(0, named=True)
    assert (row["cases"], row["closed"], row["on_time"]) == (1, 1, 1)
    assert pair(engine, "on_time_closure_rate", area=A, period="2026-06") == (1, 1)
