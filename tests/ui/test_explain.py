"""这个数字怎么来的: the section of a page that takes a figure apart, and the line that leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import AS_OF, Opening, everything_said
from tests.warehouses import CITY, A, C, D, publish


@pytest.fixture(scope="module")
def case_city(tmp_path_factory) -> Path:
    """Thirty requests in each of two communities, on time, late, open or void, some with a call-back; three in a village."""
    kinds = [
        {"closed_at": "2026-07-05 10:00", "callback_valid": True, "solved": True, "satisfaction": "satisfied"},
        {"closed_at": "2026-07-05 10:00", "callback_valid": True, "solved": False, "satisfaction": "dissatisfied"},
        {"closed_at": "2026-07-25 10:00"},
        {"closed_at": None},
        {"closed_at": "2026-07-05 10:00", "is_void": True},
    ]
    usual = {"reported_at": "2026-07-03 09:10", "due_at": "2026-07-10 09:10", "category_l1": "供热", "department": "热力公司"}
    rows = [
        {"case_id": f"{code}-{n}", "area_code": code, "source_file": "7月工单.csv", **usual, **kinds[n % len(kinds)]}
        for code in (A, C)
        for n in range(30)
    ]
    rows += [{"case_id": f"{D}-{n}", "area_code": D, "source_file": "村.csv", **usual, **kinds[0]} for n in range(3)]
    path = tmp_path_factory.mktemp("explain") / "warehouse"
    publish(path, {"area": CITY, "case": rows}, AS_OF)
    return path


def tables(app) -> str:
    return "\n".join(frame.value.to_csv() for frame in app.dataframe)


def test_a_rate_is_told_by_its_two_sums_and_its_requests(open_page: Opening, case_city: Path):
    app = open_page(case_city, "indicator", indicator="on_time_closure_rate", area="131100", period="2026Q3", lang="zh")
    assert not app.exception and not app.error
    said = everything_said(app)
    assert "这个数字怎么来的" in said and "按期结案率 **52.9%** = 27 ÷ 51" in said
    assert [tab.label for tab in app.tabs][-5:] == ["逐件诉求", "由哪些地区构成", "标准与口径", "计数语句", "来源文件"]
    shown = tables(app)
    assert all(word in shown for word in ("按期结案", "超期未结", "作废", "只计入分母", "7月工单.csv", f"{A}-0"))
    assert any("case_triangle" in code.value and "$" not in code.value for code in app.code)


def test_it_is_told_in_english(open_page: Opening, case_city: Path):
    app = open_page(case_city, "indicator", indicator="on_time_closure_rate", area=A, period="2026Q3", lang="en")
    assert not app.exception and not app.error
    assert "How this number comes about" in everything_said(app) and "closed on time" in tables(app)


def test_answers_of_persons_are_not_told(open_page: Opening, case_city: Path):
    app = open_page(case_city, "indicator", indicator="satisfaction_rate", area=A, period="2026Q3", lang="zh")
    assert not app.exception and not app.error
    assert "不显示每个人的答复" in everything_said(app) and f"{A}-0" in tables(app)
    few = open_page(case_city, "indicator", indicator="satisfaction_rate", area=D, period="2026Q3", lang="zh")
    assert not few.exception and not few.error
    assert "涉及人数太少" in everything_said(few) and "村.csv" not in tables(few)


def test_premises_lead_to_their_rows(open_page: Opening, small_city: Path):
    app = open_page(small_city, "indicator", indicator="area_per_100_households", area="131102", period="2026Q3", lang="zh")
    assert not app.exception and not app.error
    assert "= 700 ÷ 3000 × 100" in everything_said(app)
    shown = tables(app)
    assert "facility.csv" in shown and "community.csv" in shown and "有效" in shown


def test_what_nobody_reported_is_said_to_be_so(open_page: Opening, small_city: Path):
    app = open_page(small_city, "indicator", indicator="certified_share", area="131102", period="2026Q3", lang="zh")
    assert not app.exception and not app.error
    assert "未填报" in everything_said(app) + tables(app)
