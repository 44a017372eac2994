"""The statistics against oracles that were not written here."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from scipy.stats import binomtest

from biaochi.statistics import survival_quantiles, trend, wilson


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_scipy(pair):
    successes, trials = pair
    expected = binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    lower, upper = wilson(np.array([successes]), np.array([trials]))
    assert lower[0] == pytest.approx(expected.low, abs=1e-9) and upper[0] == pytest.approx(expected.high, abs=1e-9)
    assert lower[0] <= successes / trials <= upper[0]


def test_wilson_of_the_published_bulletin():
    # 9 of 16 and 902 of 956 with their intervals as printed in the handbook (33–77 %, 92.7–95.6 %).
    lower, upper = wilson(np.array([9, 902]), np.array([16, 956]))
    assert [round(100 * v, 0) for v in (lower[0], upper[0])] == [33, 77]
    assert [round(100 * v, 1) for v in (lower[1], upper[1])] == [92.7, 95.6]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=60))
def test_survival_median_agrees_with_the_curve_of_lifelines(rows):
    durations, ended = [d for d, _ in rows], [e for _, e in rows]
    fitter = KaplanMeierFitter().fit(durations, ended)
    frame = pl.DataFrame({"g": ["x"] * len(rows), "duration_days": [float(d) for d in durations],
                          "numerator": [float(e) for e in ended], "denominator": [1.0] * len(rows)})  # fmt: skip
    ours = survival_quantiles(frame, ["g"], (0.5,))["q0.5"][0]
    curve = fitter.survival_function_["KM_estimate"]
    # lifelines takes the beginning of a stretch that runs along the level, R the middle: read it off lifelines' curve.
    along, past = curve.index[curve <= 0.5 + 1e-9], curve.index[curve < 0.5 - 1e-9]
    if not len(along):
        assert ours is None
    elif np.isclose(curve[along[0]], 0.5, atol=1e-9) and len(past):
        assert ours == pytest.approx((along[0] + past[0]) / 2)
    else:
        assert ours == pytest.approx(along[0])


def test_survival_median_of_the_leukaemia_maintained_group():
    # R: survfit(Surv(time, status) ~ 1, data = subset(aml, x == "Maintained")) prints a median of 31 (n = 11, 7 events).
    times = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]
    status = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]
    frame = pl.DataFrame({"g": ["x"] * 11, "duration_days": [float(v) for v in times],
                          "numerator": [float(v) for v in status], "denominator": [1.0] * 11})  # fmt: skip
    assert survival_quantiles(frame, ["g"], (0.5,))["q0.5"][0] == 31


def test_an_even_number_closed_gives_the_ordinary_median():
    frame = pl.DataFrame({"g": ["x"] * 4, "duration_days": [1.0, 2.0, 3.0, 4.0], "numerator": [1.0] * 4, "denominator": [1.0] * 4})
    assert survival_quantiles(frame, ["g"], (0.5,))["q0.5"][0] == 2.5


def test_nothing_ended_is_not_reached():
    frame = pl.DataFrame({"g": ["x"], "duration_days": [3.0], "numerator": [0.0], "denominator": [5.0]})
    assert survival_quantiles(frame, ["g"], (0.5,))["q0.5"].to_list() == [None]


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ([1, 2, 3, 4, 5], "rising"),
        ([5, 4, 3, 2, 1], "falling"),
        ([3, 3, 3, 3, 3], "flat"),
        ([3, 3, 3, 3, 9], "flat"),  # one value makes no trend
        ([1, 2, 3, 4], "too_short"),
        ([1, 2, None, 4, 5], "too_short"),
    ],
)
def test_trend_needs_five_values_and_no_single_one_may_carry_it(values, verdict):
    assert trend(values) == verdict


def test_trend_of_a_sample_must_exceed_its_noise():
    values = [0.80, 0.81, 0.82, 0.83, 0.84]
    assert trend(values, [0.8 * 0.2 / 50] * 5) == "flat"
    assert trend(values, [0.8 * 0.2 / 50_000] * 5) == "rising"
