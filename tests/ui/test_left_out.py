"""What is left out of the rates, and what deserves a second look, as the page of requests tells them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.ui.conftest import Opening, everything_said
from tests.warehouses import CITY, A, B, C, publish

MONTHS = [datetime(2026, month, 1, 9) for month in range(1, 10)]
EACH = 40
FURTHER = [
    {"area_code": f"1311{n}", "area_name": name, "level": "county", "parent_code": "131100"}
    for n, name in ((21, "枣强县"), (22, "武邑县"), (23, "武强县"))
]
"""Three districts of which nothing is to be told: with fewer than five, none would be held against the whole."""


def _cases() -> list[dict[str, Any]]:
    """Forty a month in each of three communities and three further districts, one void and the others closed after two days.

    乙 defers ten of forty from August on, and 丙 closes eleven of thirty-nine within three minutes from July on.
    """
    rows = []
    for area in (A, B, C, *(row["area_code"] for row in FURTHER)):
        for month in MONTHS:
            for n in range(EACH):
                reported = month + timedelta(hours=12 * n)
                at_once = area == C and month.month >= 7 and n < 12
                rows.append(
                    {
                        "case_id": f"{area}-{month:%m}-{n}",
                        "area_code": area,
                        "category_l1": "噪声" if n % 2 else "供热",
                        "reported_at": reported,
                        "closed_at": None if n == 1 else reported + (timedelta(minutes=3) if at_once else timedelta(days=2)),
                        "due_at": reported + timedelta(days=5),
                        "is_deferred": area == B and (n % 4 == 0 if month.month >= 8 else n == 0),
                        "is_void": n == 1,
                    }
                )
    return rows


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("left_out") / "w"
    publish(path, {"area": [*CITY, *FURTHER], "case": _cases()}, date(2026, 9, 30))
    return path


def test_a_jump_of_deferrals_is_told_with_its_figures_and_where(open_page: Opening, warehouse: Path):
    said = everything_said(open_page(warehouse, "cases", lang="en", area="131102", period="2026Q3"))
    assert "乙社区: of the requests reported in the 2 months to 2026-09 25.0% are deferred requests (20 of 80)" in said
    assert "against 2.5% in the 7 months before" in said
    assert "Of 240 requests reported, not counted in the rates: 6 void, 21 deferred" in said
    assert said.count("months before") == 2, "of the district and of its community; void ones did not jump"
    chinese = everything_said(open_page(warehouse, "cases", lang="zh", area="131102", period="2026Q3"))
    assert "截至2026年9月的2个月受理的诉求中缓办件占 25.0%（20/80 件）" in chinese


def test_before_the_jump_there_is_nothing_to_tell(open_page: Opening, warehouse: Path):
    said = everything_said(open_page(warehouse, "cases", lang="en", area="131102", period="2026-07"))
    assert "months before" not in said and "not counted in the rates" in said


def test_a_signal_is_listed_with_figure_whole_and_number_and_accuses_nobody(open_page: Opening, warehouse: Path):
    said = everything_said(open_page(warehouse, "cases", lang="en", period="2026Q3"))
    assert "**冀州区**: **28.2%** of 117 requests were closed within five minutes of the report (衡水市 4.7%)" in said
    assert "Worth checking whether they were dealt with" in said and "not a finding" in said
    assert "Not recorded here: Opened again within 30 days, Solved yet dissatisfied" in said


def test_where_nothing_stands_out_one_grey_line_says_so(open_page: Opening, warehouse: Path):
    said = everything_said(open_page(warehouse, "cases", lang="en", period="2026Q1"))
    assert "Nothing lies beyond the 99.8% limits of chance." in said and "Worth checking" not in said


def test_the_page_of_one_rate_shows_it_before_and_after(open_page: Opening, warehouse: Path):
    app = open_page(warehouse, "indicator", lang="en", indicator="on_time_closure_rate", area="131100", period="2026Q3")
    assert "39 requests are left out. Were every request counted, the rate would be 97.5% instead of 100.0%." in everything_said(app)
    tables = [table.value.values.tolist() for table in app.dataframe]
    (shown,) = [rows for rows in tables if rows and rows[0][0] == "as counted everywhere"]
    assert [row[:4] for row in shown] == [
        ["as counted everywhere", 681, 681, 100.0],
        ["deferred ones counted, too", 702, 702, 100.0],
        ["void ones counted, too: every request", 702, 720, 97.5],
    ]
    other = everything_said(open_page(warehouse, "indicator", lang="en", indicator="rework_rate", area="131100", period="2026Q3"))
    assert "left out" not in other
