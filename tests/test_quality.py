"""How many checks an area passes, counted against the checks there are."""

from __future__ import annotations

from datetime import date

from biaochi.checks import checks
from biaochi.measures import Question, value
from tests.warehouses import CITY, A, B, engine_of

CHECKS = sum(check.severity != "note" for check in checks().values())


def test_a_finding_fails_one_check_of_its_area(tmp_path):
    parts = {"period": date(2026, 6, 30), "households_total": 1000, "households_floating": 200}
    rows = [
        parts | {"area_code": A, "households_resident": 700},  # 900 of 1000
        parts | {"area_code": A, "households_resident": 600, "period": date(2026, 3, 31)},  # found before: the same check
        parts | {"area_code": B, "households_resident": 800},
    ]
    engine = engine_of(tmp_path / "w", {"area": CITY, "community": rows}, date(2026, 9, 30))
    by_area = {row["area_code"]: row for row in value(engine, Question("checks_passed_share", level="community")).to_dicts()}
    assert (by_area[A]["numerator"], by_area[A]["denominator"]) == (CHECKS - 1, CHECKS)
    assert (by_area[B]["numerator"], by_area[B]["denominator"]) == (CHECKS, CHECKS)
    whole = value(engine, Question("checks_passed_share", area="131102")).row(0, named=True)
    assert (whole["numerator"], whole["denominator"]) == (2 * CHECKS - 1, 2 * CHECKS)
