"""How long cases take in words: three figures of the same cases, the cohort, what is left out, and whether groups differ."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from biaochi.catalogue import catalogue
from biaochi.i18n import t
from biaochi.measures.durations import how_long
from biaochi.measures.question import Question
from biaochi.ui import howlong
from tests.warehouses import CITY, A, B, engine_of

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
JULY = datetime(2026, 7, 1, 6)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """甲: forty in July, closed after 1 … 38 days but for two that are open; 乙: forty closed after one day each."""
    cases = [{"case_id": f"a{day}", "area_code": A, "reported_at": JULY, "category_l1": "供热",
              "closed_at": JULY + timedelta(days=day) if day < 39 else None} for day in range(1, 41)]  # fmt: skip
    cases += [{"case_id": f"b{n}", "area_code": B, "reported_at": JULY, "category_l1": "噪声", "due_at": JULY + timedelta(days=5),
               "closed_at": JULY + timedelta(days=1)} for n in range(40)]  # fmt: skip
    return engine_of(tmp_path_factory.mktemp("howlong") / "w", {"area": CITY, "case": cases}, date(2026, 9, 30))


def reader(language, on_time=None):
    """As much of a view as words need."""
    row = {"value": on_time, "state": "ok" if on_time is not None else "not_applicable"}
    return SimpleNamespace(
        language=language,
        t=lambda message, **values: t(message, language, **values),
        figure=lambda name: row,
        indicator=lambda name: catalogue()[name],
    )


def row_of(engine, **terms):
    return how_long(engine, Question("days_to_close", **terms)).summary.row(0, named=True)


def test_the_three_figures_and_whom_each_looks_at(engine):
    row = row_of(engine, area=A, period="2026Q3")
    assert howlong.sentence(reader("en", 91.25), row) == (
        "**91.3%** were closed on time, of the cases that are due; closed cases took **19.5 days** on average, those still waiting "
        "left out; with the 2 open ones counted for as long as they have waited, half are closed within **20.5 days**."
    )
    assert howlong.sentence(reader("zh"), row) == (
        "已结案件平均用时 **19.5天**，不含仍在等待的；把未结的2件按已等待时间计入，半数在 **20.5天** 内办结。"
    )


def test_a_median_that_is_not_reached_is_no_number(engine):
    row = row_of(engine, area=A, period="2026Q3") | {"median": None}
    assert howlong.sentence(reader("en"), row).endswith("**less than half are closed so far**.")
    assert "未过半" in howlong.sentence(reader("zh"), row)


def test_nothing_open_is_said(engine):
    text = howlong.sentence(reader("en"), row_of(engine, area=B, period="2026Q3"))
    assert text.endswith("none is open any more, and half were closed within **1 day**.")


@LANGUAGES
def test_the_cohort_and_what_is_left_out_are_named(engine, language):
    view = reader(language)
    row = row_of(engine, period="2026Q3")
    assert {"zh": "2026年7月受理的80件", "en": "80 cases reported in "}[language] in howlong.cohort(view, row)
    assert "30" in howlong.cohort(view, row_of(engine, period="2026-09") | {"mature_n": 0})
    assert {"zh": "结案早于受理0件", "en": "0 closed before they were reported"}[language] in howlong.odd(view, row)
    assert {"zh": "没有时限40件", "en": "40 without a deadline"}[language] in howlong.odd(view, row)


@LANGUAGES
def test_groups_that_differ_and_groups_that_do_not(engine, language):
    view = reader(language)
    found = how_long(engine, Question("days_to_close", level="community", period="2026Q3"))
    said = howlong.comparison(view, "area", found)
    assert {"zh": "超出偶然", "en": "differ beyond chance"}[language] in said and "p < 0.001" in said and "20.5" in said
    alike = how_long(engine, Question("days_to_close", area=A, by=("category",), period="2026Q3"))
    assert alike.log_rank is None
    assert howlong.comparison(view, "category", alike) == t("Nothing was closed that the groups could be compared by.", language)


def test_areas_that_take_equally_long_do_not_differ(tmp_path):
    cases = [{"case_id": f"{area}{day}", "area_code": area, "reported_at": JULY, "closed_at": JULY + timedelta(days=day)}
             for area in (A, B) for day in range(1, 31)]  # fmt: skip
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases}, date(2026, 9, 30))
    found = how_long(engine, Question("days_to_close", level="community", period="2026Q3"))
    assert howlong.comparison(reader("en"), "area", found).startswith("The areas do not differ beyond chance.")


@LANGUAGES
def test_tables_say_why_there_is_no_number(engine, language):
    view = reader(language)
    summary = how_long(engine, Question("days_to_close", level="community", period="2026Q3")).summary
    table = howlong.compared(view, "area", summary)
    assert table["label"].to_list() == ["甲社区", "乙社区", "丙社区", "丁村"]
    assert table["median"].to_list() == [20.5, 1, None, None]
    assert table["median__state"].to_list() == summary["state"].to_list()
    assert table["interval"][0] and table["interval"][2] is None
    row = row_of(engine, area=A, period="2026Q3") | {"within_30": None}
    shares = howlong.shares(view, row)
    assert shares["all"].to_list()[:4] == pytest.approx([2.5, 7.5, 17.5, 37.5])
    assert shares["all"][4] is None and shares["all_interval"][4] is None
    assert shares["mature"].to_list() == pytest.approx([2.5, 7.5, 17.5, 37.5, 75])
