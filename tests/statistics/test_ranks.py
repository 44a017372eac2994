"""Ranges of ranks and fifths against what can be worked out without simulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta, gamma

from biaochi.statistics import quintiles, rank_ranges

AREAS = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=12
)


def _ranges(*arguments, **options):
    best, worst = rank_ranges(*arguments, **options)
    return list(zip(best.tolist(), worst.tolist(), strict=True))


def test_areas_far_apart_hold_their_rank():
    assert _ranges([990, 500, 10], [1000] * 3, "proportion") == [(1, 1), (2, 2), (3, 3)]
    assert _ranges([990, 500, 10], [1000] * 3, "rate", higher_is_first=False) == [(3, 3), (2, 2), (1, 1)]


def test_equal_areas_may_hold_any_rank():
    # With twenty alike, each rank has a chance of 5 %, so the middle 95 % reach from the first to the last.
    assert _ranges([45] * 20, [50] * 20, "proportion") == [(1, 20)] * 20
    # The middle 80 % leave out two ranks at either end; the draws decide on the third.
    for best, worst in _ranges([45] * 20, [50] * 20, "proportion", confidence=0.8):
        assert best in (2, 3) and worst in (18, 19)


@pytest.mark.parametrize("ahead", [60, 66, 71, 80])
def test_two_areas_change_places_where_their_chance_says_so(ahead):
    n, behind = 100, 55
    first, second = beta(ahead + 0.5, n - ahead + 0.5), beta(behind + 0.5, n - behind + 0.5)
    overtaken = quad(lambda p: second.sf(p) * first.pdf(p), 0, 1)[0]
    assert abs(overtaken - 0.025) > 0.005  # else the draws, not the figures, would decide
    expected = [(1, 2), (1, 2)] if overtaken > 0.025 else [(1, 1), (2, 2)]
    assert _ranges([ahead, behind], [n, n], "proportion") == expected


@pytest.mark.parametrize("ahead", [35, 60])
def test_two_rates_change_places_where_their_chance_says_so(ahead):
    first, second = gamma(ahead + 0.5), gamma(30.5)
    overtaken = quad(lambda rate: second.sf(rate) * first.pdf(rate), 0, 300)[0]
    assert abs(overtaken - 0.025) > 0.005
    assert _ranges([ahead, 30], [7, 7], "rate") == ([(1, 2), (1, 2)] if overtaken > 0.025 else [(1, 1), (2, 2)])


def test_few_cases_leave_the_rank_open():
    # 22 of 22 is no sure first, and 5 of 6 no sure last.
    best, worst = rank_ranges([22, 950, 930, 910, 5], [22, 1000, 1000, 1000, 6], "proportion")
    assert worst[0] >= 3 and best[4] == 1 and worst[4] == 5
    assert best[1] <= best[2] <= best[3]


def test_an_area_without_cases_takes_no_part():
    best, worst = rank_ranges([9, 0, 1, np.nan], [1000, 0, 1000, 5], "proportion", draws=500)
    np.testing.assert_array_equal(np.isnan(best), [False, True, False, True])
    assert (best[0], worst[2]) == (1, 2) and np.isnan(rank_ranges([0], [0], "rate")).all()
    with pytest.raises(ValueError, match="kind"):
        rank_ranges([1], [2], "mean")


@given(AREAS, st.sampled_from(["proportion", "rate"]), st.booleans(), st.randoms())
@settings(deadline=None, max_examples=50)
def test_order_changes_nothing_and_equal_figures_get_the_same_range(rows, kind, higher, random):
    x, n = np.array(rows, dtype=float).T
    best, worst = rank_ranges(x, n, kind, draws=200, higher_is_first=higher)
    assert np.all((best >= 1) & (best <= worst) & (worst <= len(rows)))
    shuffled = random.sample(range(len(rows)), len(rows))
    other_best, other_worst = rank_ranges(x[shuffled], n[shuffled], kind, draws=200, higher_is_first=higher)
    np.testing.assert_array_equal(best[shuffled], other_best)
    np.testing.assert_array_equal(worst[shuffled], other_worst)
    ranges = {}
    for row, one in zip(rows, zip(best, worst, strict=True), strict=True):
        assert ranges.setdefault(row, one) == one


@given(AREAS)
@settings(deadline=None, max_examples=25)
def test_more_confidence_widens_the_range(rows):
    x, n = np.array(rows, dtype=float).T
    best, worst = rank_ranges(x, n, "proportion", draws=200)
    wide_best, wide_worst = rank_ranges(x, n, "proportion", draws=200, confidence=0.998)
    assert np.all((wide_best <= best) & (worst <= wide_worst))


@pytest.mark.parametrize("count", [5, 20, 35])
def test_fifths_are_those_of_pandas(count):
    values = np.random.default_rng(count).permutation(count) * 1.7
    np.testing.assert_array_equal(quintiles(values), pd.qcut(values, 5, labels=False) + 1)


def test_equal_values_share_the_lower_class_and_what_is_unknown_has_none():
    assert quintiles([1, 2, 3, 3, 3]).tolist() == [1, 2, 3, 3, 3]
    assert quintiles([7] * 9).tolist() == [1] * 9
    found = quintiles([5, np.nan, 1, 2, 3, 4])
    assert np.isnan(found[1]) and found[[0, 2, 3, 4, 5]].tolist() == [5, 1, 2, 3, 4]


def test_fifths_of_fewer_than_five_areas_are_refused():
    with pytest.raises(ValueError, match="at least 5"):
        quintiles([1, 2, 3, 4, np.nan])


@given(st.lists(st.integers(0, 30), min_size=5, max_size=40))
def test_fifths_keep_order_and_never_hold_too_many_apart_from_ties(values):
    found = quintiles(values)
    order = np.argsort(values, kind="stable")
    assert np.all(np.diff(found[order]) >= 0) and set(found) <= {1, 2, 3, 4, 5} and found.min() == 1
    if len(set(values)) == len(values):
        sizes = np.bincount(found.astype(int), minlength=6)[1:]
        assert sizes.max() - sizes.min() <= 1
