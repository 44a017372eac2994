"""A figure taken apart: its rows add up to it exactly, each leads back to the file it came from, and nothing else is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import polars as pl
import pytest

from biaochi.catalogue import catalogue
from biaochi.console import Format, print_explanation
from biaochi.engine import Engine, open_engine, rowwise
from biaochi.errors import BiaochiError, UnknownName
from biaochi.measures import Question, value
from biaochi.measures import explain as module
from biaochi.measures.explain import explain
from biaochi.measures.explained import COUNTS, PARTS, REASONS, STANDINGS, Explanation
from biaochi.scope import Scope
from tests.warehouses import CITY, A, B, C, D, engine_of

AS_OF = date(2026, 9, 30)
OF_CASES = [name for name, indicator in catalogue().items() if "case" in indicator.source]
OLD = "131102001801"
"""A closed village that went into 乙."""


def _cases() -> list[dict]:
    """One case of every kind that is counted differently, in two communities, a town and a closed village."""
    usual = {"reported_at": "2026-07-03 09:10", "due_at": "2026-07-10 09:10", "category_l1": "供热", "department": "热力公司"}
    answered = {"callback_valid": True, "solved": True, "satisfaction": "satisfied", "contacted": True}
    dispatched = {"dispatched_at": "2026-07-03 10:00", "first_contact_at": "2026-07-03 11:00", "handled_at": "2026-07-05 10:00"}
    kinds = [
        {"closed_at": "2026-07-05 10:00", "filed_at": "2026-07-03 09:20", **answered, **dispatched},
        {"closed_at": "2026-07-05 10:30", "callback_valid": True, "solved": False, "satisfaction": "dissatisfied", "rework_count": 1},
        {"closed_at": "2026-07-31 22:00", "reopen_count": 1, "reopened_at": "2026-08-04 08:00", **answered},  # late, at the month's end
        {"closed_at": "2026-07-03 09:13", "urgency": "urgent", "quarter_hour_clock": "finish", "is_repeat": True},
        {"closed_at": None},  # overdue
        {"closed_at": None, "due_at": "2026-12-01 09:00", "urgency": "same_day"},  # its deadline has not come
        {"closed_at": None, "due_at": None},
        {"closed_at": "2026-07-04 12:00", "due_at": None, "category_l1": None},
        {"closed_at": "2026-07-01 12:00"},  # before it was reported
        {"closed_at": "2026-07-05 10:00", "is_void": True},
        {"closed_at": None, "is_filed": False},
        {"closed_at": "2026-07-06 10:00", "is_merged": True},
        {"closed_at": None, "is_deferred": True, "extension_count": 1},
        {"closed_at": "2026-07-05 10:00", "settled_level": "grid", "registered_at": "2026-07-03 09:15", "arrived_at": "2026-07-03 09:20"},
        {"reported_at": "2026-03-03 09:00", "due_at": "2026-03-10 09:00", "closed_at": None},  # of an earlier quarter, still open
        {"reported_at": "2026-03-03 09:00", "due_at": "2026-03-10 09:00", "closed_at": "2026-08-10 09:00"},  # closed in this one
        {"reported_at": "2026-01-03 09:00", "due_at": "2026-01-10 09:00", "closed_at": "2026-01-05 09:00"},  # over before it began
        {"reported_at": "2026-09-28 09:00", "due_at": "2026-10-10 09:00", "closed_at": "2026-10-20 09:00"},  # closed after the data
    ]
    rows = []
    for code, times in ((A, 6), (B, 6), (OLD, 1), (C, 7), ("131103100", 1)):
        for time, (number, kind) in product(range(times), enumerate(kinds)):
            system = "silent" if number % 5 == 4 else "test"  # a system that never records a call-back
            asked = {k: v for k, v in kind.items() if system == "test" or k not in ("callback_valid", "solved", "satisfaction")}
            rows.append({"case_id": f"{code}-{number}-{time}", "area_code": code, "system": system, **usual, **asked})
    unanswered = dict.fromkeys(("callback_valid", "solved", "satisfaction", "contacted"))
    rows.append({**rows[0], **unanswered, "system": "second"})  # the number of a case of another system
    return rows


def _surveys() -> dict[str, list[dict]]:
    """Rows of every other table: told again later, drafted, told of the closed village before and after it was closed."""
    june, september = date(2026, 6, 30), AS_OF
    spots = [(A, june), (A, september), (B, september), (OLD, june), (C, june), (D, september)]
    people = [
        {"area_code": code, "period": day, "households_resident": 900 + n, "households_total": 1000 + n, "population_resident": 2500 + n,
         "population_total": 2600 + n, "resident_groups": 5 + n}
        for n, (code, day) in enumerate(spots)
    ]  # fmt: skip
    people[1].pop("resident_groups")  # the number of June goes on counting
    people.append({"area_code": C, "period": september, "households_resident": 1, "households_total": 1, "report_status": "draft"})
    premises = [
        {"facility_id": str(n % 4), "area_code": code, "period": day, "floor_area_m2": 305.5 + n, "activity_area_m2": 200.0,
         "ownership": "owned", "invest_yuan": 1000 * n, "in_use_year": 2026}
        for n, (code, day) in enumerate(spots)
    ]  # fmt: skip
    premises.append({**premises[2], "facility_id": "x", "status": "out_of_use"})
    premises.append({**premises[2], "facility_id": "y", "counts_to_standard": False})
    funds = [
        {"area_code": code, "year": year, "fund_kind": kind, "budget_yuan": 20_000 + n, "spent_yuan": 100, "is_cumulative": is_sum}
        for n, (code, year, kind, is_sum) in enumerate(
            [(A, 2026, "work", False), (A, 2025, "work", False), (B, 2026, "service_masses", False), (OLD, 2026, "service_masses", False),
             (C, 2025, "construction", True), (C, 2026, "construction", True), (C, 2026, "work", True)]
        )
    ]  # fmt: skip
    funds.append({"area_code": A, "year": 2026, "fund_kind": "work", "source_kind": "合计", "budget_yuan": 20_000})
    surveyed = [{"area_code": code, "period": day, "n": n} for n, (code, day) in enumerate(spots)]

    def each(**columns) -> list[dict]:
        return [{k: v for k, v in row.items() if k != "n"} | {k: v + row["n"] for k, v in columns.items()} for row in surveyed]

    listed = [{"area_code": code, "n": str(n)} for n, code in enumerate((A, A, B, OLD, C))]

    def register(key: str, **columns) -> list[dict]:
        return [{"area_code": row["area_code"], key: row["n"], **columns} for row in listed]

    return {
        "community": people,
        "facility": premises,
        "funding": funds,
        "staff": each(staff_total=8, full_time=6, part_time=2, grid_workers=3, certified=2, multi_post=1, civil_servant_secretaries=0),
        "party_link": each(members_linked=20, households_linked=200, part_time_members=2, agreements=3, organisations=1),
        "volunteer_stat": each(registered=300, active=100, hours=1000, teams=4),
        "service_site": [{"site_id": "1", **row} for row in each(invest_yuan=1000, approval_items=20, saving_yuan=400)],
        "volunteer_team": register("team_id", founded=date(2026, 1, 5)),
        "grid": register("grid_id", households=300, worker_full=1),
        "compound": register("compound_id", has_red_property=True),
        "service_item": register("item_id", item_kind="direct", is_posted=True),
        "hall": register("hall_id", sittings_per_year=12),
        "sitting": register("hall_id", held_on=date(2026, 8, 3)),
        "wish": register("wish_id", collected_on=date(2026, 8, 3), claimed_on=date(2026, 8, 5)),
        "deliberation": register(
            "matter_id", collected_on=date(2026, 8, 1), implemented_on=date(2026, 9, 1), result_kind="长椅", result_count=3
        ),
        "project": register("project_id", project_kind="改造", project_status="finished", invested_yuan=100, households_benefiting=7),
        "appraisal": register("object_id", object_type="community", year=2026, quarter=2, score=88.0),
        "target": [{"metric": "new_sites_500", "area_code": code, "year": 2026, "value": 2.0} for code in ("131102", A, B)],
    }


@pytest.fixture(autouse=True)
def everything_is_shown(monkeypatch):
    """Sums can be checked to the last digit only where no cell is kept back."""
    monkeypatch.setenv("BIAOCHI_SUPPRESS_BELOW", "0")


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> Engine:
    area = [*CITY, {"area_code": OLD, "area_name": "老村", "level": "community", "parent_code": "131102001", "valid_to": date(2026, 7, 15)}]
    area = [row | ({"predecessor_code": OLD, "valid_from": date(2026, 7, 16)} if row["area_code"] == B else {}) for row in area]
    account = [{"file": "case.csv", "table": "case", "imported_at": f"2026-10-0{n}", "read": 9, "accepted": 9} for n in (1, 2)]
    tables = {"area": area, "case": _cases(), **_surveys(), "account": account}
    return engine_of(tmp_path_factory.mktemp("explain") / "warehouse", tables, AS_OF)


def adds_up(told: Explanation) -> None:
    """What counts is the figure, to the last digit that is kept."""
    counted = told.parts.filter(pl.col("counts") == "counted")
    for name in ("numerator", "denominator"):
        assert round(counted[name].sum() or 0, 6) == (told.row[name] or 0), (told.indicator.id, name)
    if told.cases and told.cases.withheld != "too_many":
        assert told.cases.numerator == (told.row["numerator"] or 0), told.indicator.id
        if told.indicator.source == ("case",):
            assert told.cases.denominator == (told.row["denominator"] or 0), told.indicator.id


@pytest.mark.parametrize("name", list(catalogue()))
def test_the_areas_add_up_to_the_figure(engine, name):
    told = explain(engine, Question(name, area="131100", period="2026Q3"))
    adds_up(told)
    assert set(told.parts["counts"]) <= set(PARTS)
    assert told.row["areas"] == 0 or told.parts.height
    for source in told.sources.values():
        assert set(source.standings) <= set(STANDINGS)
        assert {"area_code", "area_name", "standing", "source_file", "source_row"} <= set(source.listing.rows.columns)


@pytest.mark.parametrize("name", OF_CASES)
@pytest.mark.parametrize(
    "question",
    [{"area": B}, {"period": "2026-07"}, {"period": "2026Q1", "cutoff": "as-of"}],
    ids=str,
)
def test_the_cases_add_up_to_the_figure(engine, name, question):
    told = explain(engine, Question(name, **{"area": "131100", "period": "2026Q3", **question}), limit=10_000)
    adds_up(told)
    rows = told.cases.listing.rows
    assert rows.select("system", "case_id").is_duplicated().sum() == 0
    assert told.cases.reasons["cases"].sum() == rows.height == told.cases.listing.total
    assert set(rows["counts"]) <= set(COUNTS) and set(rows["reason"]) <= set(REASONS)
    assert rows["numerator"].sum() == told.cases.numerator


def test_nothing_is_listed_of_a_time_of_which_nothing_is_known(engine):
    told = explain(engine, Question("case_backlog", area="131100", period="2027Q1"))
    assert told.row["state"] == "missing" and told.parts.is_empty() and told.cases is None and told.files.is_empty()


@pytest.mark.parametrize(
    "name",
    [
        "on_time_closure_rate", "deferral_rate", "days_to_close", "month_end_closing_share", "satisfaction_rate", "case_backlog",
        "cases_per_1000_households",
    ],
)  # fmt: skip
def test_the_cases_of_the_demo_add_up_to_the_figure_of_a_community(demo_warehouse, name):
    """One indicator of every rollup, over exports as they come."""
    demo = open_engine(demo_warehouse)
    busiest = value(demo, Question("case_volume", level="community", period="2026Q3")).sort("numerator", nulls_last=False)[-1]
    told = explain(demo, Question(name, area=busiest["area_code"][0], period="2026Q3"))
    adds_up(told)
    assert told.cases.listing.total >= 20 and told.cases.numerator > 0


def reasons_of(told: Explanation, area: str) -> dict[int, tuple[str, str]]:
    """What is said of the cases of an area that were numbered when they were written."""
    rows = told.cases.listing.rows.filter(pl.col("case_id").str.contains(f"^{area}-[0-9]+-0$"), pl.col("system") != "second")
    return {int(row["case_id"].split("-")[1]): (row["counts"], row["reason"]) for row in rows.to_dicts()}


def test_each_case_says_why_it_counts_or_not(engine):
    told = reasons_of(explain(engine, Question("on_time_closure_rate", area=A, period="2026Q3"), limit=500), A)
    assert told == {
        0: ("both", "closed_on_time"), 1: ("both", "closed_on_time"), 2: ("denominator", "closed_late"), 3: ("both", "closed_on_time"),
        4: ("denominator", "open_overdue"), 5: ("left_out", "open_not_due"), 6: ("left_out", "without_deadline"),
        7: ("left_out", "without_deadline"), 8: ("both", "closed_before_reported"), 9: ("left_out", "void"), 10: ("left_out", "unfiled"),
        11: ("left_out", "merged"), 12: ("left_out", "deferred"), 13: ("both", "closed_on_time"), 17: ("left_out", "open_not_due"),
    }  # fmt: skip
    backlog = reasons_of(explain(engine, Question("overdue_backlog", area=A, period="2026Q3"), limit=500), A)
    assert {number for number, (counts, _) in backlog.items() if counts == "numerator"} == {4, 12, 14}
    assert backlog[6] == ("left_out", "without_deadline") and 16 not in backlog
    days = reasons_of(explain(engine, Question("days_to_close", area=A, period="2026Q3"), limit=500), A)
    assert days[8] == ("left_out", "closed_before_reported") and days[4] == ("denominator", "open_overdue")
    solved = reasons_of(explain(engine, Question("callback_cover", area=A, period="2026Q3"), limit=500), A)
    assert solved[2][0] == "both" and solved[13][0] == "denominator" and solved[4][1] == "open_overdue"
    second = explain(engine, Question("callback_cover", area=A, period="2026Q3"), limit=500).cases.listing.rows.filter(system="second")
    assert second.select("counts", "reason").rows() == [("left_out", "unrecorded")], "its system never calls back"
    closing = reasons_of(explain(engine, Question("month_end_closing_share", area=A, period="2026Q3"), limit=500), A)
    assert closing[15][0] == "denominator" and 4 not in closing, "those closed in the period, whenever they were reported"


def test_every_row_leads_to_its_file(engine):
    told = explain(engine, Question("on_time_closure_rate", area=A, period="2026Q3"), limit=500)
    written = {f"{row['system']} {row['case_id']}": number for number, row in enumerate(_cases(), start=2)}
    for row in told.cases.listing.rows.to_dicts():
        assert (row["source_file"], row["source_row"]) == ("case.csv", written[f"{row['system']} {row['case_id']}"])
    assert told.files.to_dicts() == [{"table": "case", "source_file": "case.csv", "rows": told.cases.listing.total}]
    premises = explain(engine, Question("area_per_100_households", area="131100", period="2026Q3")).sources["facility"].listing.rows
    surveyed = {(row["facility_id"], row["area_code"], row["period"]): n for n, row in enumerate(_surveys()["facility"], start=2)}
    found = {(row["facility_id"], row["reported_code"], row["surveyed_on"]): row["source_row"] for row in premises.to_dicts()}
    assert found == surveyed


@pytest.mark.parametrize(
    ("name", "table", "column"),
    [
        ("households", "community", "households_resident"), ("population", "community", "population_resident"),
        ("multi_post_staff", "staff", "multi_post"), ("agreements", "party_link", "agreements"),
        ("deliberation_results", "deliberation", "result_count"), ("project_households", "project", "households_benefiting"),
        ("funding_cumulative", "funding", "budget_yuan"), ("construction_funding", "funding", "budget_yuan"),
        ("funding_by_source", "funding", "budget_yuan"), ("new_sites_500_target", "target", "value"),
        ("compounds", "compound", None), ("halls", "hall", None), ("service_items", "service_item", None), ("projects", "project", None),
    ],
)  # fmt: skip
def test_rows_that_hold_make_the_figure(engine, name, table, column):
    """The rule by which a row holds is written once for counting and once for explaining: they must not part."""
    told = explain(engine, Question(name, area="131100", period="2026Q3"))
    rows = told.sources[table].listing.rows.filter(pl.col("standing") == "current")
    if name in ("funding_cumulative", "construction_funding"):
        rows = rows.filter((pl.col("fund_kind") == "construction") == (name == "construction_funding"))
    assert (rows[column].sum() if column else rows.height) == told.row["numerator"] > 0


def test_a_row_whose_place_was_taken_says_so(engine):
    def standings(name: str, table: str) -> dict[tuple, str]:
        rows = explain(engine, Question(name, area="131100", period="2026Q3")).sources[table].listing.rows.to_dicts()
        return {(row["reported_code"], row.get("surveyed_on") or row.get("facility_id")): row["standing"] for row in rows}

    people = standings("households", "community")
    assert people[A, date(2026, 6, 30)] == "superseded" and people[A, AS_OF] == "current"
    assert people[C, AS_OF] == "draft" and people[C, date(2026, 6, 30)] == "current"
    assert people[OLD, date(2026, 6, 30)] == "told_anew", "the community it went into counts its households itself"
    groups = standings("resident_groups", "community")
    assert groups[A, date(2026, 6, 30)] == "current" and groups[A, AS_OF] == "blank", "a figure left blank does not hide what was known"
    premises = explain(engine, Question("area_per_100_households", area=B, period="2026Q3")).sources["facility"].listing.rows
    assert dict(premises.select("facility_id", "standing").iter_rows()) == {
        "2": "current", "3": "told_anew", "x": "not_in_use", "y": "outside_standard",
    }  # fmt: skip
    earlier = explain(engine, Question("area_per_100_households", area=A, period="2026Q2")).sources["facility"].listing.rows
    assert earlier["surveyed_on"].to_list() == [date(2026, 6, 30)], "what is told later is not known yet"


def test_what_is_no_amount_of_its_own_is_named(engine):
    def standings(name: str) -> dict[str, int]:
        return explain(engine, Question(name, area="131100", period="2026Q3")).sources[catalogue()[name].source[0]].standings

    assert standings("funding_by_source")["total"] == 1, "the row that states what the others add up to"
    assert standings("new_sites_500_target") == {"current": 2, "divided": 1}
    assert standings("communities")["closed"] == 1
    assert standings("rejected_rows_share") == {"current": 1, "superseded": 1}, "a file that was read twice counts as last read"


def test_scope_cannot_be_got_round(engine):
    inside = Scope(("131102",))
    with pytest.raises(UnknownName, match="There is no area"):
        explain(engine, Question("closure_rate", area="131103100"), inside)
    told = explain(engine, Question("closure_rate", area="all", period="all", level="community", beside=("131102",)), inside, limit=500)
    assert told.row["area_code"] == "131102"
    assert {code[:6] for code in told.cases.listing.rows["area_code"]} == {code[:6] for code in told.parts["area_code"]} == {"131102"}
    for name in {indicator.source: name for name, indicator in catalogue().items()}.values():  # every set of tables once
        told = explain(engine, Question(name, period="2026Q3"), inside)
        for source in told.sources.values():
            assert all(code.startswith("131102") for code in source.listing.rows["area_code"]), name
    with pytest.raises(BiaochiError, match="one area"):
        explain(engine, Question("closure_rate"), Scope((A, C)))
    with pytest.raises(UnknownName, match="There is no indicator"):
        explain(engine, Question("closure_rat"))


def test_lists_are_cut_and_their_length_is_told(engine):
    whole = explain(engine, Question("closure_rate", area="131100", period="2026Q3"), limit=10_000)
    cut = explain(engine, Question("closure_rate", area="131100", period="2026Q3"), limit=3)
    assert cut.cases.listing.rows.equals(whole.cases.listing.rows.head(3)) and cut.cases.listing.is_cut
    assert (cut.cases.listing.total, cut.cases.numerator) == (whole.cases.listing.total, whole.cases.numerator)
    assert not whole.cases.listing.is_cut and cut.files.equals(whole.files)
    source = explain(engine, Question("households", area="131100", period="2026Q3"), limit=2).sources["community"]
    assert source.listing.rows.height == 2 < source.listing.total == sum(source.standings.values())


def test_more_cases_than_can_be_counted_one_by_one_are_told_by_their_number(engine, monkeypatch):
    monkeypatch.setattr(rowwise, "MOST", 10)
    cases = explain(engine, Question("closure_rate", area="131100", period="2026Q3")).cases
    assert cases.withheld == "too_many" and cases.listing.total > 10 and cases.listing.rows.is_empty()


PERSONAL = [name for name, indicator in catalogue().items() if indicator.personal]


@pytest.mark.parametrize("name", PERSONAL)
def test_no_row_tells_what_a_person_said(engine, name, monkeypatch):
    monkeypatch.setenv("BIAOCHI_SUPPRESS_BELOW", "5")
    told = explain(engine, Question(name, area="131100", period="2026Q3"), limit=500)
    assert told.is_personal and not told.is_suppressed and not told.sources and told.categories.is_empty()
    for count in ("numerator", "denominator"):
        assert told.parts.filter(pl.col(count).is_between(1, 4)).is_empty()
    assert not set(told.parts["area_code"]) & set(engine.parents.values()), "what an office holds beside its parts has no figure"
    if told.cases is None:
        assert told.files["rows"].is_null().all()
        return
    rows = told.cases.listing.rows
    assert rows.select("numerator", "denominator", "counts", "reason").null_count().row(0) == (rows.height,) * 4
    assert rows.equals(rows.sort("reported_at", "system", "case_id")), "nor does the order"
    shown = explain(engine, Question("case_volume", area="131100", period="2026Q3"), limit=500).cases.listing.rows
    of_period = shown.filter(pl.col("area_code").is_in(rows["area_code"].unique().to_list())).select("system", "case_id")
    assert rows.select("system", "case_id").sort(pl.all()).equals(of_period.sort(pl.all())), "every request of the period, asked or not"
    monkeypatch.setenv("BIAOCHI_SUPPRESS_BELOW", "0")
    adds_up(explain(engine, Question(name, area="131100", period="2026Q3")))


def test_a_suppressed_figure_explains_nothing_below_it(engine, monkeypatch):
    monkeypatch.setenv("BIAOCHI_SUPPRESS_BELOW", "5")
    personal = replace(catalogue()["volunteer_share"], personal=True)
    monkeypatch.setitem(catalogue(), "volunteer_share", personal)

    def suppressing(engine, question, scope=Scope.everything()):
        small = pl.col("area_code").is_in(["131103100", C])
        return value(engine, question, scope).with_columns(state=pl.when(small).then(pl.lit("suppressed")).otherwise("state"))

    monkeypatch.setattr(module, "value", suppressing)
    told = explain(engine, Question("volunteer_share", area=C, period="2026Q3"))
    assert told.is_suppressed and told.statements
    assert told.parts.is_empty() and not told.sources and not told.files.height and told.cases is None
    above = explain(engine, Question("volunteer_share", area="131100", period="2026Q3"), limit=500)
    shown = set(above.parts["area_code"])
    assert shown and not shown & {C, D, "131103100"}, "neither the area nor what lies below a suppressed one"
    assert above.hidden == 2


def test_the_statement_is_told_as_it_was_run(engine):
    told = explain(engine, Question("satisfaction_rate", area=A, period="2026Q3", basically_satisfied_weight=0.7))
    assert [statement.file for statement in told.statements] == ["queries/indicators/satisfaction_rate.sql", "queries/measures/sum_up.sql"]
    assert not any("$" in statement.text for statement in told.statements)
    assert "0.7" in told.statements[0].text and "'all'" in told.statements[0].text
    assert (str(told.period["start_at"]), str(told.period["cutoff_at"])) == ("2026-07-01 00:00:00", "2026-10-01 00:00:00")
    assert told.snapshot == engine.snapshot and told.as_of == {"case": AS_OF}


def test_the_standard_is_told_with_its_document_and_its_beginning(engine):
    told = explain(engine, Question("demonstration_share", area="131102", period="2026Q3", profile="hengshui_2018"))
    assert (told.standard.value, told.standard.document, told.standard.since) == (20, "S0", date(2021, 5, 1))
    assert [held.key for held in told.thresholds] == ["facility_floor_1000"] and told.thresholds[0].areas == 2
    assert explain(engine, Question("case_volume", area=A, period="2026Q3")).standard is None


@pytest.mark.parametrize("how", list(Format))
@pytest.mark.parametrize("name", ["on_time_closure_rate", "area_per_100_households", "case_backlog", "satisfaction_rate"])
def test_the_command_line_prints_it(engine, capsys, monkeypatch, how, name):
    monkeypatch.setenv("BIAOCHI_SUPPRESS_BELOW", "5")
    print_explanation(explain(engine, Question(name, area=A, period="2026Q3"), limit=4), how)
    said = capsys.readouterr().out
    assert ("case.csv" if "case" in catalogue()[name].source else A) in said
