"""What is said of a verdict is true of how it was reached: by chance, the areas' scatter, a full count, or what was reported."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from biaochi.catalogue import catalogue
from biaochi.charts.fairness import funnel_plot
from biaochi.i18n import t
from biaochi.ui import attention, comparing, comparing_parts, comparing_told, howlong, onenumber, signals, verdicts
from tests.charts.test_fairness import funnel

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
WIDENED = pytest.mark.parametrize("widened", [False, True])
CHANCE = {"zh": "偶然", "en": "chance"}
AMONG = {"zh": "各地之间", "en": "how the areas differ among themselves"}
KINDS = ["on_time_closure_rate", "days_to_close", "area_standard_share", "volunteer_share", "area_gap_m2", "demonstration_share"]


class FakeView:
    """What the sentences ask of a view."""

    root = "131100"
    is_narrow = False

    def __init__(self, language: str, parts: pl.DataFrame | None = None):
        self.language, self.parts = language, parts
        names = {"131100": "衡水市", "131102": "桃城区"}
        self.areas = SimpleNamespace(name=lambda code: names.get(code, ""), level_below=lambda code: "community")

    def t(self, message: str, **told) -> str:
        return t(message, self.language, **told)

    def title(self, name: str) -> str:
        return catalogue()[name].title[self.language]

    def ask(self, name: str, **question) -> pl.DataFrame:
        return self.parts


def a_row(**other) -> dict:
    usual = dict(
        area_name="桃城区", state="ok", value=80.0, numerator=80.0, denominator=100.0, standard=90.0, verdict="worse", whole=85.0,
        whole_code="131100", verdict_whole="similar", is_widened=False, areas=8, areas_missing=0, note=None,
    )  # fmt: skip
    return usual | other


def against_standard(name: str, language: str, **other) -> str:
    return verdicts.against_standard(a_row(**other), catalogue()[name], language)


@LANGUAGES
@WIDENED
def test_like_the_whole_is_chance_only_where_limits_are_those_of_chance(language, widened):
    indicator = catalogue()["on_time_closure_rate"]
    said = verdicts.against_whole(a_row(is_widened=widened), indicator, language, "衡水市")
    assert (CHANCE[language] in said, AMONG[language] in said) == (not widened, widened)
    assert verdicts.against_whole(a_row(verdict_whole="not_compared", is_widened=None), indicator, language, "衡水市") is None


@LANGUAGES
@WIDENED
def test_a_caption_does_not_call_chance_what_is_more_than_chance(language, widened):
    inside = funnel(placed=[(0, 90.0 + at, 100) for at in range(5)], is_overdispersed=widened)
    said = comparing_parts.outside(FakeView(language), SimpleNamespace(codes=tuple("abcde")), inside)
    may_be = {"zh": "可能只是偶然", "en": "may be chance"}[language]
    assert (may_be in said[0], AMONG[language] in said[0]) == (not widened, widened)
    assert AMONG[language] in onenumber._told(FakeView(language), inside) or not widened


@LANGUAGES
@WIDENED
def test_hover_and_alternative_of_a_funnel_name_its_limits(language, widened):
    chart = funnel_plot(funnel(is_overdispersed=widened), catalogue()["on_time_closure_rate"], language)
    hover = next(trace for trace in chart.figure.data if trace.name == "inside").hovertext[0].split("<br>")[-1]
    wide = {"zh": "放宽后", "en": "widened limits"}[language]
    for text in (hover, chart.alt.replace("控制限已放宽", "").replace("Limits widened", "")):
        assert (wide in text) == widened
    assert (CHANCE[language] in hover) != widened


def compared(*values: float, standard: float | None = 90.0, verdict: str = "similar") -> pl.DataFrame:
    rows = [a_row(area_code=f"a{at}", value=value, standard=standard, verdict=verdict) for at, value in enumerate(values)]
    return pl.DataFrame(rows).with_columns(pl.col("standard").cast(pl.Float64))


@LANGUAGES
@WIDENED
@pytest.mark.parametrize("standard", [None, 90.0])
def test_not_one_worse_than_the_whole_is_said_by_the_right_limits(language, widened, standard):
    frame = compared(91.0, 92.0, standard=standard, verdict="not_compared" if standard is None else "better")
    inside = funnel(placed=[(0, 91.0, 100), (0, 92.0, 100)], is_overdispersed=widened)
    group = SimpleNamespace(level="county", is_peers=False)
    said = comparing_told.headline(FakeView(language), group, catalogue()["on_time_closure_rate"], frame, inside)
    scatter = {"zh": "各地之间的通常差异", "en": AMONG["en"]}[language]
    assert (scatter in said[-1]) == widened and "衡水市" in said[-1]
    assert (CHANCE[language] in said[-1]) != widened


@LANGUAGES
def test_a_sample_below_its_standard_is_not_said_to_reach_it(language):
    refused, group = funnel(refused="any", target=None), SimpleNamespace(level="county", is_peers=False)
    told = comparing_told.headline(FakeView(language), group, catalogue()["on_time_closure_rate"], compared(89.0, 88.0, 93.0), refused)
    assert CHANCE[language] in told[0] and "**2**" in told[1]
    census = compared(95.0, 100.0, verdict="better")
    told = comparing_told.headline(FakeView(language), group, catalogue()["area_standard_share"], census, refused)
    assert len(told) == 1 and CHANCE[language] not in told[0]


@LANGUAGES
def test_a_group_is_held_against_the_whole_of_its_figures(language):
    view, group = FakeView(language), SimpleNamespace(is_peers=False, focus="131102")
    frame = pl.DataFrame({"whole_code": ["131102", None]})
    assert comparing.against_name(view, group, frame) == "桃城区", "not the city around it"
    assert comparing.against_name(view, group) == t("all areas", language)
    assert comparing.against_name(view, group, frame, pl.DataFrame({"whole_code": ["131100"]})) == t("the whole of each area", language)


@LANGUAGES
@pytest.mark.parametrize("verdict", ["better", "worse"])
def test_a_count_is_full_only_where_every_community_reported(language, verdict):
    full = {"zh": "已全部清点", "en": "all of them were counted"}[language]
    assert full in against_standard("area_standard_share", language, verdict=verdict)
    part = against_standard("area_standard_share", language, verdict=verdict, areas=7, areas_missing=2)
    assert full not in part
    assert {"zh": "9个社区中7个已填报，2个未填报", "en": "7 of 9 communities, 2 did not report"}[language] in part
    ratio = against_standard("volunteer_share", language, verdict=verdict)
    assert full not in ratio and {"zh": "按填报数据", "en": "from what was reported"}[language] in ratio


@LANGUAGES
def test_where_no_standard_holds_that_is_the_reason(language):
    none = against_standard("area_standard_share", language, state="not_applicable", value=None, note="no_standard")
    nothing = against_standard("area_standard_share", language, state="not_applicable", value=None)
    assert {"zh": "没有适用于", "en": "No standard for"}[language] in none and none != nothing


@LANGUAGES
@pytest.mark.parametrize("verdict", ["better", "similar", "worse", "not_compared", "unheard_of"])
@pytest.mark.parametrize("name", KINDS)
def test_every_verdict_of_every_kind_has_a_sentence(name, verdict, language):
    said = against_standard(name, language, verdict=verdict, denominator=None)
    assert said.startswith("桃城区") and "{" not in said
    assert t("{area}: “{title}” is {value}; no standard is set for it.", language).split("{value}")[-1] not in said


@LANGUAGES
def test_a_duration_is_judged_by_its_interval(language):
    assert CHANCE[language] in against_standard("days_to_close", language, value=5.0, standard=3.0)
    open_yet = {"zh": "不足半数", "en": "not even half"}[language]
    assert open_yet in against_standard("days_to_close", language, value=None)
    assert open_yet not in against_standard("volunteer_share", language, value=None), "nothing there can be open"


@LANGUAGES
def test_quiet_signals_say_by_which_limits_or_that_none_was_compared(language):
    def said(verdict: str, widened: bool | None) -> str:
        return signals.quiet(pl.DataFrame([a_row(verdict_whole=verdict, is_widened=widened)]), language)

    assert "99.8%" in said("similar", False)
    assert AMONG[language] in said("similar", True)
    assert said("not_compared", None) == t("Too few to be compared.", language)


@LANGUAGES
@pytest.mark.parametrize("by", list(howlong.GROUPS))
def test_groups_without_a_median_are_not_left_out_of_the_range(language, by):
    test = SimpleNamespace(p_value=0.0001, chi2=40.0, degrees=3)

    def said(*medians: float | None) -> str:
        summary = pl.DataFrame({"state": ["ok"] * len(medians), "median": medians}, schema={"state": pl.String, "median": pl.Float64})
        return howlong.comparison(FakeView(language), by, SimpleNamespace(log_rank=test, summary=summary))

    in_two = {"zh": "4个", "en": "in 2 of 4 not even half"}[language]
    assert in_two in said(1.0, None, 2.0, None) and {"zh": "2个办结尚不足半数", "en": in_two}[language] in said(1.0, None, 2.0, None)
    assert {"zh": "不足半数", "en": "not even half"}[language] not in said(1.0, 2.0)


@LANGUAGES
@pytest.mark.parametrize("lacking, is_most", [([40.0, 12.0, 8.0], True), ([10.0] * 6, False)])
def test_mostly_is_half_at_least(language, lacking, is_most):
    names = [f"类{n}" for n in range(len(lacking))]
    parts = pl.DataFrame({"category": names, "denominator": 100.0, "numerator": [90 - n for n in lacking]})
    indicator = catalogue()["on_time_closure_rate"]
    row = a_row(area_code="131102", level="county")
    said = attention.driven_by(FakeView(language, parts), row, indicator)
    mostly = {"zh": "主要来自", "en": "Mostly"}[language]
    assert (mostly in said) == is_most and "类0" in said


@LANGUAGES
def test_overlapping_ranges_may_still_be_in_order(language):
    assert {"zh": "未必", "en": "need not"}[language] in t(comparing_parts.RANGES_MEAN, language)
