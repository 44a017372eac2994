"""Above 98 % a rate tells little: the pages turn to what failed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from biaochi.catalogue import catalogue
from biaochi.ui.words import is_at_ceiling
from tests.ui.conftest import Opening, everything_said
from tests.warehouses import CITY, A, B, publish


@pytest.fixture(scope="module")
def nearly_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """400 requests due in September, 398 closed within two days, two after three weeks; one in ten came back for rework."""
    path = tmp_path_factory.mktemp("ceiling") / "warehouse"
    cases = [
        {"case_id": str(i), "area_code": A if i % 2 else B, "reported_at": datetime(2026, 9, 1), "due_at": datetime(2026, 9, 10),
         "closed_at": datetime(2026, 9, 22 if i < 2 else 3), "rework_count": int(i % 10 == 0)}
        for i in range(400)
    ]  # fmt: skip
    publish(path, {"area": CITY, "case": cases}, date(2026, 9, 30))
    return path


@pytest.mark.parametrize("page", ["cases", "indicator"])
def test_the_page_turns_to_failures_p90_and_rework(open_page: Opening, nearly_all: Path, page: str):
    said = everything_said(open_page(nearly_all, page, lang="en", standard="national", period="2026Q3", area="131100"))
    assert "Above 98% the rate tells little" in said
    assert "**2** of 400 failed" in said
    assert "nine in ten were closed within 2.0 days" in said
    assert "10.0% came back for rework" in said


def test_a_card_says_how_many_failed(open_page: Opening, nearly_all: Path):
    assert "2 failed" in everything_said(open_page(nearly_all, "cases", lang="en", period="2026Q3", area="131100"))


@pytest.mark.parametrize(("name", "value", "state", "is_at"), [
    ("on_time_closure_rate", 98.1, "ok", True),
    ("on_time_closure_rate", 98.0, "ok", False),
    ("on_time_closure_rate", 99.0, "too_few", False),
    ("rework_rate", 99.0, "ok", False),
    ("area_standard_share", 99.0, "ok", False),
])  # fmt: skip
def test_when_a_rate_is_at_its_ceiling(name: str, value: float, state: str, is_at: bool):
    assert is_at_ceiling({"value": value, "state": state}, catalogue()[name]) is is_at
