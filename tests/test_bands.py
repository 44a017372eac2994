"""Bands and rank ranges inside a group: checked by hand, and against the verdicts that every other page shows."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from biaochi.catalogue import catalogue
from biaochi.engine import open_engine
from biaochi.measures import Question, funnel, grouped
from biaochi.measures.bands import MEASURED, NEUTRAL, NO_FIFTHS, NO_RANGES, TOO_FEW, bands, funnel_of_group, ranges

ON_TIME = catalogue()["on_time_closure_rate"]
REWORK = catalogue()["rework_rate"]
PREMISES = catalogue()["area_per_100_households"]
HOUSEHOLDS = catalogue()["households"]
JUDGED = ("on_time_closure_rate", "satisfaction_rate", "rework_rate", "volunteer_share", "work_fund_floor_share")


def rows(counts: list[tuple[int, int]], **columns: list) -> pl.DataFrame:
    """One area per (numerator, denominator), a, b, c …, in percent."""
    codes = [f"{chr(ord('a') + at % 26)}{at // 26 or ''}" for at in range(len(counts))]
    frame = pl.DataFrame(counts, schema={"numerator": pl.Float64, "denominator": pl.Float64}, orient="row")
    frame = frame.with_columns(pl.Series("area_code", codes), state=pl.lit("ok"))
    frame = frame.with_columns(value=100 * pl.col("numerator") / pl.col("denominator"), area_name=pl.col("area_code"))
    return frame.with_columns(**{name: pl.Series(values) for name, values in columns.items()})


ONE_BEHIND = [(360, 400)] * 20 + [(300, 400)]
"""Twenty areas at 90 %, one at 75 %: together 7,500 of 8,400, which is 89.29 %."""


def test_one_area_is_worse_than_its_group():
    """Its distance is (0.75 − 0.8929) / √(0.8929 · 0.1071 / 400) = −9.2 standard errors; the others lie 0.46 above."""
    frame = rows(ONE_BEHIND)
    found = funnel_of_group(frame, ON_TIME, "peers")
    assert found.refused is None and found.whole_name == "peers"
    assert found.target == pytest.approx(100 * 7500 / 8400)
    assert not found.dispersion.is_overdispersed
    banded = bands(frame, found, ON_TIME)
    assert banded.kind == "limits"
    assert dict(banded.frame.group_by("band").len().iter_rows()) == {"similar": 20, "worse": 1}
    assert banded.frame.filter(band="worse")["area_code"].to_list() == ["u"]


def test_where_less_is_better_the_same_figure_is_better():
    frame = rows(ONE_BEHIND)
    assert bands(frame, funnel_of_group(frame, REWORK, "peers"), REWORK).frame.filter(band="better")["area_code"].to_list() == ["u"]


def test_equal_areas_are_alike():
    """Chance alone: counts within two standard errors of 90 % are nobody's merit and nobody's fault."""
    frame = rows([(45, 50), (48, 50), (43, 50), (44, 50), (46, 50), (47, 50), (42, 50)])
    assert bands(frame, funnel_of_group(frame, ON_TIME, "peers"), ON_TIME).frame["band"].unique().to_list() == ["similar"]


def test_too_few_cases_are_not_compared_and_do_not_count_in_the_group():
    counts = [*ONE_BEHIND, (0, 3)]
    frame = rows(counts).with_columns(state=pl.when(pl.col("denominator") == 3).then(pl.lit("too_few")).otherwise("state"))
    found = funnel_of_group(frame, ON_TIME, "peers")
    assert found.target == pytest.approx(100 * 7500 / 8400)
    banded = bands(frame, found, ON_TIME).frame
    assert banded.filter(denominator=3)["band"].to_list() == ["not_compared"]
    assert banded.height == len(counts), "no area is silently dropped"


def test_the_order_of_the_areas_changes_nothing():
    frame = rows([(10 * at, 400) for at in range(20, 41)])
    turned = frame.reverse()
    one, other = (bands(each, funnel_of_group(each, ON_TIME, ""), ON_TIME).frame.sort("area_code") for each in (frame, turned))
    assert one["band"].to_list() == other["band"].to_list()
    first, second = (ranges(each, ON_TIME)[0].sort("area_code") for each in (frame, turned))
    assert first.select("rank_best", "rank_worst").equals(second.select("rank_best", "rank_worst"))


def test_four_areas_are_no_group():
    frame = rows([(360, 400)] * 3 + [(300, 400)])
    found = funnel_of_group(frame, ON_TIME, "peers")
    assert found.refused == TOO_FEW
    banded = bands(frame, found, ON_TIME)
    assert banded.refused == TOO_FEW and set(banded.frame["band"]) == {"not_compared"}
    assert ranges(frame, ON_TIME)[1] == TOO_FEW


def test_what_is_measured_has_fifths_and_no_ranks():
    """Values 10 … 50 are one fifth each; a missing value has none; equal values share the lower class."""
    frame = rows([(10, 100), (20, 100), (30, 100), (40, 100), (50, 100), (0, 100)], state=["ok"] * 5 + ["missing"])
    found = funnel_of_group(frame, PREMISES, "peers")
    assert found.refused == MEASURED
    banded = bands(frame, found, PREMISES)
    assert (banded.kind, banded.refused) == ("fifths", None)
    assert banded.frame["band"].to_list() == [1, 2, 3, 4, 5, None]
    equal = rows([(10, 100), (10, 100), (30, 100), (40, 100), (50, 100)])
    assert bands(equal, funnel_of_group(equal, PREMISES, ""), PREMISES).frame["band"].to_list() == [1, 1, 3, 4, 5]
    assert ranges(frame, PREMISES)[1] == NO_RANGES


def test_fifths_of_four_areas_are_refused():
    frame = rows([(10, 100), (20, 100), (30, 100), (40, 100), (50, 100)], state=["ok"] * 4 + ["suppressed"])
    banded = bands(frame, funnel_of_group(frame, PREMISES, ""), PREMISES)
    assert banded.refused == NO_FIFTHS and set(banded.frame["band"]) == {"not_compared"}


def test_what_is_neither_good_nor_bad_is_not_judged():
    frame = rows(ONE_BEHIND)
    found = funnel_of_group(frame, HOUSEHOLDS, "")
    assert found.refused == NEUTRAL
    assert bands(frame, found, HOUSEHOLDS).refused == NEUTRAL
    assert ranges(frame, HOUSEHOLDS)[1] == NEUTRAL


def test_ranges_of_equal_areas_are_wide():
    """Twenty areas with 90 % of 50 cases each: none of them can be told from the others, so every range holds most ranks."""
    found, refused = ranges(rows([(45, 50)] * 20), ON_TIME)
    assert refused is None and found.height == 20
    assert (found["rank_worst"] - found["rank_best"]).min() >= 15


def test_ranges_of_areas_far_apart_are_narrow_and_turn_with_the_direction():
    frame = rows([(1000 * at, 10_000) for at in range(2, 9)])
    up, down = ranges(frame, ON_TIME)[0], ranges(frame, REWORK)[0]
    assert up["rank_best"].to_list() == up["rank_worst"].to_list() == [7, 6, 5, 4, 3, 2, 1]
    assert down["rank_best"].to_list() == [1, 2, 3, 4, 5, 6, 7]


def test_ranges_leave_out_what_is_not_compared():
    frame = rows([*ONE_BEHIND, (0, 3)], state=["ok"] * 21 + ["too_few"])
    assert ranges(frame, ON_TIME)[0].height == 21


@pytest.mark.parametrize("name", JUDGED)
@pytest.mark.parametrize("level", ["county", "community"])
def test_bands_against_the_whole_are_the_verdicts_of_every_other_page(demo_warehouse, name: str, level: str):
    """One verdict, computed once: what a page of its own would call worse, this one may not call alike."""
    engine, indicator = open_engine(demo_warehouse), catalogue()[name]
    question = Question(name, area="131100", level=level, period="2026Q3")
    answer = grouped(engine, question).filter("is_asked")
    banded = bands(answer, funnel(engine, question, level), indicator)
    assert banded.refused is None
    assert banded.frame["band"].to_list() == answer["verdict_whole"].to_list()
    assert banded.frame.height > 10


def test_twenty_equal_areas_are_hardly_ever_called_worse():
    """Twenty areas with a true 90 % of 50 cases each: against what they have in common, none is called worse in most runs."""
    draw = np.random.default_rng(2026)
    worse = 0
    for counts in draw.binomial(50, 0.9, size=(200, 20)):
        frame = rows([(int(count), 50) for count in counts])
        worse += "worse" in set(bands(frame, funnel_of_group(frame, ON_TIME, ""), ON_TIME).frame["band"])
    assert worse <= 10
