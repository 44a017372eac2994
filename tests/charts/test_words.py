"""Numbers, units, periods and the completeness of the Chinese words."""

from __future__ import annotations

import ast
from pathlib import Path

import plotly.graph_objects as go
import pytest

from biaochi import charts
from biaochi.catalogue import UNITS
from biaochi.charts import theme, words
from biaochi.charts.axes import nice_ticks, number_axis, value_range
from biaochi.i18n import t
from tests.charts.conftest import FakeIndicator

FOLDER = Path(charts.__file__).parent


def test_numbers_in_the_habit_of_the_language(closure, area_rate, days, case_count):
    assert words.with_unit(93.724, closure, "zh", 2) == "93.72%"
    assert words.with_unit(27.44, area_rate, "zh") == "27.4 ㎡/百户"
    assert words.with_unit(27.44, area_rate, "en") == "27.4 m² per 100 households"
    assert words.with_unit(12.0, days, "zh") == "12.0天"
    assert words.figure_text(12345, case_count, "zh") == "1.23万"
    assert words.figure_text(12345, case_count, "en") == "12,345"
    assert words.figure_text(None, case_count, "zh") == "—"
    assert words.compact(123_456_789, "zh") == "1.2亿" and words.compact(5_250_000, "en") == "5.3m"


def test_every_unit_has_its_words():
    assert [unit for unit in UNITS if unit not in words._UNITS] == []
    assert [unit for unit in UNITS if t(unit, "zh") == unit] == [], "the command line says the unit by its id"
    assert all(t(text, "zh") != text for text in words._UNITS.values() if text not in ("", "%"))
    assert words._SHORT.keys() <= words._UNITS.keys()


@pytest.mark.parametrize(
    "unit, value, zh, en",
    [
        ("communities", 132.0, "132个", "132 communities"),
        ("households", 31653.0, "3.17万户", "31,653 households"),
        ("persons", 95436.0, "9.54万人", "95,436 persons"),
        ("yuan", 28_050_000.0, "2805万元", "28,050,000 yuan"),
        ("households_per_grid", 332.0, "332 户/网格", "332 households per grid"),
        ("yuan_per_m2", 500.0, "500 元/㎡", "500 yuan per m²"),
        ("per_10000_persons", 18.0, "18 人/万人", "18 per 10,000 persons"),
        ("m2", 2805.0, "2805 ㎡", "2,805 m²"),
    ],
)
def test_units_stand_as_one_says_them(unit, value, zh, en):
    indicator = FakeIndicator("any", unit, kind="count", digits=0)
    assert words.with_unit(value, indicator, "zh") == zh
    assert words.with_unit(value, indicator, "en") == en


def test_a_count_has_whole_ticks():
    figure = go.Figure()
    number_axis(figure, "x", (0.0, 2.1), FakeIndicator("any", "communities", kind="count", digits=0), "zh")
    assert list(figure.layout.xaxis.ticktext) == ["0", "1", "2"]


@pytest.mark.parametrize(
    "period, zh, en",
    [
        ("2026-09", "2026年9月", "2026-09"),
        ("2026Q3", "2026年第3季度", "Q3 2026"),
        ("2026", "2026年", "2026"),
        ("2025-10/2026-09", "2025-10/2026-09", "2025-10/2026-09"),
        ("all", "全部时期", "all periods"),
    ],
)
def test_periods(period, zh, en):
    assert words.period_text(period, "zh") == zh
    assert words.period_text(period, "en") == en


def test_time_axis_keeps_the_last_and_names_the_year():
    at, labels = words.period_ticks(["2026-05", "2026-06", "2026-07"], "zh")
    assert at == [0, 1, 2] and labels == ["5月<br>2026年", "6月", "7月"]
    months = [f"{2024 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]
    for language in ("zh", "en"):
        at, labels = words.period_ticks(months, language)
        assert at[-1] == 35 and len(at) <= 7 and len(labels) == len(at)


def test_ticks_are_round_and_inside():
    assert nice_ticks(0, 10) == [0, 2, 4, 6, 8, 10]
    assert nice_ticks(91.2, 98.9) == [92, 94, 96, 98]
    low, high = value_range([86.0, 97.0, None])
    assert 80 < low < 86 and high > 97
    assert value_range([3.0, 20.0])[0] == 0
    assert value_range([]) == (0.0, 1.0)
    assert words.tick(97.5, 2.5, "zh", "%") == "97.5%" and words.tick(95.0, 5.0, "en") == "95"


def test_wrapping_counts_a_chinese_character_as_two():
    assert words.wrap("占道经营与流动摊贩管理", 14) == "占道经营与流动<br>摊贩管理"
    assert words.balanced("按期结案率", 8) == "按期结<br>案率"
    assert words.wrap("On-time closure", 10) == "On-time<br>closure"


def test_every_sentence_has_a_chinese_twin():
    """Every literal handed to ``t`` in this package, and every word ``t`` is given through a table."""
    messages = {*theme.STATES.values(), *(mark.word for mark in theme.MARKS.values()), "does not meet"}
    from biaochi.charts.funding import KINDS

    messages |= {*KINDS.values(), *(text for text in words._UNITS.values() if text and text != "%"), "×10k", "×100m"}
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t":
                if isinstance(node.args[0], ast.Constant):
                    messages.add(node.args[0].value)
    assert len(messages) > 60
    assert [message for message in sorted(messages) if t(message, "zh") == message] == []


def test_package_imports_no_page_and_no_engine():
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] in ("streamlit", "duckdb", "sqlglot") for name in names), path
