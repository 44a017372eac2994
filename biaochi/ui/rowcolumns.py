"""The columns of an explanation: of requests, areas and files, and of imported rows of every table as a clerk knows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from biaochi.charts.theme import state_word
from biaochi.measures.explained import COUNTS, PARTS, REASONS, STANDINGS
from biaochi.ui import words
from biaochi.ui.columns import Column
from biaochi.ui.context import View

_SAID = {
    "level": {"province": "province", "city": "city", "county": "county", "town": "town or subdistrict", "community": "community"},
    "community_type": {"urban": "urban", "town": "town", "rural": "rural"},
    "grid_type": {"urban": "urban", "rural": "rural", "dedicated": "dedicated"},
    "status": {"in_use": "in use", "under_construction": "under construction", "out_of_use": "out of use"},
    "ownership": {"owned": "owned", "allocated": "allocated", "leased": "leased", "borrowed": "borrowed"},
    "acquisition_mode": {
        "new_build": "new building", "extension": "extension", "purchase": "purchase", "lease": "leased", "swap": "swap",
        "project_delivery": "delivered with a project", "shared": "shared",
    },
    "fund_kind": {"work": "work fund", "service_masses": "service fund", "construction": "construction", "other": "other funds"},
    "item_kind": {
        "proactive": "offered unasked", "direct": "handled on the spot", "forward": "checked and passed on", "agent": "done on behalf",
    },
    "limit_unit": {
        "urgent_hour": "urgent hours", "work_hour": "working hours", "work_day": "working days", "natural_day": "calendar days",
    },
    "project_status": {"finished": "finished", "in_progress": "in progress", "planned": "planned"},
    "object_type": {"grid_worker": "grid workers", "town": "towns", "department": "departments", "community": "communities"},
}  # fmt: skip


def _worded(name: str) -> Any:
    return lambda value, view: "–" if value is None else view.t(_SAID[name].get(value, value))


def yes(value: Any, view: View) -> str:
    return "–" if value is None else view.t("yes") if value else view.t("no")


def time(value: Any, view: View) -> str:
    return "–" if value is None else f"{value:%Y-%m-%d %H:%M}"


def standing(value: Any, view: View) -> str:
    return view.t(STANDINGS[value])


def _plain(value: Any, view: View) -> str:
    return "–" if value is None else str(value)


_LABELS: Mapping[str, str] = {
    "reported_code": "Code in the file", "listed_code": "Code in the list", "listed_name": "Name in the list", "level": "Level",
    "community_type": "Type", "valid_from": "Valid from", "valid_to": "Valid until", "predecessor_code": "Came from",
    "table": "Table", "imported_at": "Imported at", "as_of": "As of", "read": "Read", "accepted": "Accepted",
    "quarantined": "Quarantined", "duplicates": "Duplicates", "checksum_rows": "Total rows",
    "surveyed_on": "Surveyed on", "households_total": "Households, total", "households_resident": "Households, resident",
    "households_registered": "Households, registered", "households_floating": "Households, floating",
    "population_total": "Population, total", "population_resident": "Population, resident",
    "population_registered": "Population, registered", "population_floating": "Population, floating",
    "resident_groups": "Resident groups", "facility_id": "Number", "facility_name": "Name", "facility_kind": "Kind",
    "floor_area_m2": "Floor area (m²)", "activity_area_m2": "Activity area (m²)", "status": "In use?", "ownership": "Ownership",
    "acquisition_mode": "How obtained", "in_use_year": "In use since", "invest_yuan": "Invested (yuan)", "year": "Year",
    "fund_kind": "Fund", "source_kind": "Source", "use_kind": "Use", "budget_yuan": "Budget (yuan)",
    "allocated_yuan": "Allocated (yuan)", "spent_yuan": "Spent (yuan)", "is_cumulative": "Sum of years?", "unit_raw": "Unit in the file",
    "staff_total": "Staff", "full_time": "Full time", "part_time": "Part time", "grid_workers": "Grid workers",
    "certified": "Certified", "degree_ge_junior_college": "Junior college or above", "female": "Women", "multi_post": "In several posts",
    "civil_servant_secretaries": "Civil servants as secretary", "secretary_directors": "Secretary and director in one",
    "members_linked": "Members linked", "households_linked": "Households linked", "part_time_members": "Part-time members",
    "agreements": "Agreements", "organisations": "Organisations", "enterprises": "Enterprises", "units": "Resident units",
    "site_id": "Number", "site_name": "Site", "has_fibre": "Fibre", "approval_items": "Approval items",
    "commercial_items": "Commercial items", "saving_yuan": "Saved for residents (yuan)", "grid_id": "Number", "grid_name": "Grid",
    "grid_type": "Type", "households": "Households", "population": "Persons", "worker_full": "Full time", "worker_part": "Part time",
    "compound_id": "Number", "compound_name": "Compound", "property_kind": "Property management",
    "has_red_property": "Led by a Party organisation?", "built_year": "Built in", "item_id": "Number", "item_name": "Item",
    "item_kind": "Kind", "limit_value": "Limit", "limit_unit": "Unit of the limit", "is_posted": "Posted", "hall_id": "Number of the hall",
    "hall_name": "Hall", "opened_on": "Opened on", "sittings_per_year": "Sittings a year, as stated", "registered": "Registered volunteers",
    "real_name": "Under their real name", "active": "Active volunteers", "hours": "Hours", "events": "Events", "teams": "Teams",
    "team_id": "Number", "team_name": "Team", "team_kind": "Kind", "members": "Members", "founded": "Founded on", "wish_id": "Number",
    "wish_kind": "Kind of wish", "collected_on": "Collected", "claimed_on": "Claimed", "fulfilled_on": "Fulfilled", "held_on": "Held on",
    "attendees": "Attendees", "matter_id": "Number", "agreed_on": "Topics agreed", "deliberated_on": "Talked over", "is_decided": "Decided",
    "implemented_on": "Carried out", "reviewed_on": "Reviewed", "result_kind": "Kind of result", "result_count": "Results",
    "project_id": "Number", "project_name": "Project", "project_kind": "Kind", "project_status": "Status", "started_on": "Started on",
    "finished_on": "Finished on", "households_benefiting": "Households benefiting", "invested_yuan": "Invested (yuan)",
    "government_yuan": "Government (yuan)", "street_yuan": "Subdistrict (yuan)", "residents_yuan": "Residents (yuan)",
    "object_type": "Object", "object_id": "Number", "quarter": "Quarter", "score": "Score", "full_score": "Full score", "grade": "Grade",
    "metric": "What is to be reached", "value": "Target", "document": "Document",
}  # fmt: skip
"""What a column of the warehouse is called on paper. One that only few tables have in another sense carries that sense here."""
_FRACTIONS = {"floor_area_m2": 1, "activity_area_m2": 1, "hours": 1, "limit_value": 1, "score": 2, "full_score": 1}
_WHERE = (
    Column("area_name", "Area", width=150),
    Column("standing", "Holds in the period?", say=standing, width=130),
    Column("source_file", "File", width=190),
    Column("source_row", "Row in the file", "number", width=80),
)


def of_table(frame: pl.DataFrame) -> Sequence[Column]:
    """The columns of imported rows: whose, from where, and what they say; what is empty throughout is left out."""
    own = [
        _column(name, dtype)
        for name, dtype in frame.schema.items()
        if name in _LABELS and frame[name].is_not_null().any() and not (name == "reported_code" and frame[name].equals(frame["area_code"]))
    ]
    return (*_WHERE, *own)


def _column(name: str, dtype: pl.DataType) -> Column:
    label = _LABELS[name]
    if name in _SAID:
        return Column(name, label, say=_worded(name), narrow=False)
    if name == "table":
        return Column(name, label, say=lambda value, view: words.table(value, view.language), narrow=False)
    if dtype == pl.Boolean:
        return Column(name, label, say=yes, narrow=False)
    if dtype == pl.Date:
        return Column(name, label, "day", narrow=name == "surveyed_on")
    if dtype == pl.Datetime:
        return Column(name, label, say=time, narrow=False)
    if name in ("year", "in_use_year", "built_year", "quarter"):  # 2026 is no 2,026
        return Column(name, label, say=_plain, narrow=False)
    if dtype.is_numeric():
        return Column(name, label, "number", _FRACTIONS.get(name, 0), narrow=False)
    return Column(name, label, narrow=name.endswith("_name"))


def _word(table_of_words: dict[str, str]) -> Callable[[Any, View], str]:
    return lambda value, view: view.t(table_of_words[value])


def _part_word(value: Any, view: View) -> str:
    return state_word("missing", view.language) if value == "missing" else view.t(PARTS[value])


CASES = (
    Column("case_id", "Number", width=145),
    Column("reason", "How it stands", say=_word(REASONS), width=120),
    Column("counts", "Counted", say=_word(COUNTS), width=110),
    Column("reported_at", "Reported", say=time, width=125),
    Column("due_at", "Due", say=time, narrow=False, width=125),
    Column("closed_at", "Closed", say=time, width=125),
    Column("source_file", "File", width=175),
    Column("source_row", "Row in the file", "number", width=80),
    Column("category", "Category", narrow=False, width=80),
    Column("department", "Department", narrow=False, width=125),
    Column("area_name", "Area", narrow=False),
    Column("system", "System", narrow=False),
)
WHY = (
    Column("reason", "How it stands", say=_word(REASONS)),
    Column("counts", "Counted", say=_word(COUNTS)),
    Column("cases", "Number of requests", "number"),
)
AREAS = (
    Column("area_name", "Area"),
    Column("parent_name", "In", narrow=False),
    Column("numerator", "Numerator", "number"),
    Column("denominator", "Denominator", "number"),
    Column("counts", "Counted", say=_part_word),
)
CATEGORIES = (
    Column("category", "Category", say=_worded("object_type")),  # other categories stand in the files in words
    Column("numerator", "Numerator", "number"),
    Column("denominator", "Denominator", "number"),
    Column("value", "Value", "number", 1),
)
FILES = (
    Column("source_file", "File"),
    Column("table", "Table", say=lambda value, view: words.table(value, view.language)),
    Column("rows", "Rows", "number"),
)
