"""Control limits, signals and what follows from them, against published worked series."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biaochi.statistics import assurance, variation, xmr

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rates of ten batches.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
# NHSRplotthedots, tests of ptd_spc_standard (R: set.seed(123); rnorm(20)).
NORMAL = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285,
    -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716,
    0.70135590, -0.47279141,
]  # fmt: skip
WAVE = [10, 11, 9, 10, 12, 10, 9, 11]
SERIES = st.lists(st.integers(-200, 200), min_size=5, max_size=40)


def test_limits_of_the_nist_series():
    chart = xmr(FLOW)
    assert (chart.centre, chart.mean_moving_range) == (pytest.approx(50.81), pytest.approx(1.8778, abs=5e-5))
    # The handbook divides by d2 = 1.128, which is 2.6596; the rounded 2.66 of the XmR chart moves the limits by 0.0008.
    assert (chart.lower, chart.upper) == (pytest.approx(45.8159, abs=1e-3), pytest.approx(55.8041, abs=1e-3))
    assert set(chart.signals) == {None} and chart.is_trial and chart.points == 10


def test_limits_of_the_nhs_series():
    chart = xmr(NORMAL)
    assert (chart.centre, chart.lower, chart.upper) == (
        pytest.approx(0.1416238, abs=5e-8), pytest.approx(-3.01138, abs=5e-6), pytest.approx(3.294627, abs=5e-7),
    )  # fmt: skip
    assert set(chart.signals) == {None} and not chart.is_trial


def test_limits_of_the_nhs_series_with_an_outlier_screened():
    chart = xmr([*NORMAL[:14], 10, *NORMAL[15:]])
    assert (chart.centre, chart.lower, chart.upper) == (
        pytest.approx(0.6694159, abs=5e-8), pytest.approx(-2.383666, abs=5e-7), pytest.approx(3.722497, abs=5e-7),
    )  # fmt: skip
    assert [i for i, signal in enumerate(chart.signals) if signal] == [14] and chart.signals[14] == "above"


def test_two_near_opposite_limits_are_no_signal():
    # NHSRplotthedots, the same tests: two successive points near the limits, on opposite sides.
    values = [1, -1] * 7 + [5.5, -5.5]
    assert xmr(values).signals[-2:] == (None, None)


def test_two_of_three_near_one_limit_are_a_signal():
    wave = [1, -1] * 14
    chart = xmr([*wave, 5, 1, 5])
    assert chart.signals[-3:] == ("near_upper", None, "near_upper") and chart.upper > 5
    assert xmr([*wave, -5, -1, -5]).signals[-3:] == ("near_lower", None, "near_lower")
    assert set(xmr([*wave, 5, -1, 5]).signals) == {None}  # the one in between lies on the other side of the mean
    assert set(xmr([*wave, 5, 1]).signals) == {None}


def test_seven_on_one_side_are_a_signal_and_six_are_none():
    wave = [14, 10] * 6
    assert set(xmr([*wave, *[12.5, 12.6] * 3, 10]).signals) == {None}
    assert xmr([*wave, *[12.5, 12.6] * 3, 12.5, 10]).signals == (None,) * 12 + ("run_above",) * 7 + (None,)
    assert xmr([*wave[::-1], *[11.5, 11.4] * 4, 14]).signals == (None,) * 12 + ("run_below",) * 8 + (None,)


def test_seven_in_a_row_are_a_signal_either_way():
    steps = [10, 13, 10, 13, 10, 13, 10, 11, 11.2, 11.4, 11.6, 11.8, 12, 13]
    rising = xmr(steps)
    assert rising.signals[-8:] == ("rising",) * 8 and set(rising.signals[:-8]) == {None}
    assert xmr([-v for v in steps]).signals[-8:] == ("falling",) * 8
    held = [10, 13, 10, 13, 10, 13, 10.8, 11, 11.2, 11.4, 11.4, 11.8, 12, 12.2]
    assert "rising" not in xmr(held).signals  # a value like the one before breaks it


def test_outside_a_limit_comes_before_every_other_signal():
    assert xmr([10, 11, 10, 11, 10, 11, 10, 11, 12, 13, 14, 15, 16, 30]).signals[-1] == "above"


def test_values_that_are_missing_keep_their_place():
    whole, gaps = xmr(WAVE), xmr([None, *WAVE[:4], float("nan"), *WAVE[4:], None])
    assert (gaps.centre, gaps.lower, gaps.upper, gaps.points) == (whole.centre, whole.lower, whole.upper, 8)
    assert len(gaps.signals) == 11 and gaps.signals[0] is None
    jump = xmr([*WAVE, 40, None])
    assert jump.signals[-2:] == ("above", None) and variation(jump, "higher") == "improving"


def test_a_series_that_stands_still_has_no_signal():
    chart = xmr([93.4] * 13)
    assert (chart.lower, chart.centre, chart.upper) == (93.4, 93.4, 93.4) and set(chart.signals) == {None}
    assert assurance(chart, 93.4, "higher") == assurance(chart, 93.4, "lower") == "will_meet"


def test_where_nothing_but_a_jump_moves_the_jump_makes_the_limits():
    chart = xmr([100.0] * 12 + [90.0] + [100.0] * 5)
    assert chart.mean_moving_range > 0 and [s for s in chart.signals if s in ("above", "below")] == ["below"]


def test_twelve_points_make_limits_firm_and_five_make_them_at_all():
    assert xmr(WAVE[:4]) is None and xmr([*WAVE[:4], None]) is None and xmr([]) is None
    assert xmr(WAVE[:5]).is_trial and xmr([*WAVE, 10, 11, 9]).is_trial and not xmr([*WAVE, 10, 11, 9, 10]).is_trial
    assert variation(None, "higher") is None and assurance(None, 10, "higher") is None


def test_variation_goes_by_the_last_point_and_the_better_way():
    up, down = xmr([*WAVE, 10, 11, 9, 10, 25]), xmr([*WAVE, 10, 11, 9, 10, -5])
    assert [variation(up, way) for way in ("higher", "lower", "none")] == ["improving", "worsening", "higher"]
    assert [variation(down, way) for way in ("higher", "lower", "none")] == ["worsening", "improving", "lower"]
    over = xmr([*WAVE, 10, 11, 25, 9, 10])
    assert "above" in over.signals and variation(over, "higher") == "common_cause"


def test_assurance_goes_by_the_limits():
    chart = xmr([*WAVE, 10, 11, 9, 10])
    assert [assurance(chart, s, "higher") for s in (chart.lower, 10, chart.upper, chart.upper + 1)] == [
        "will_meet", "may_meet", "may_meet", "will_not_meet",
    ]  # fmt: skip
    assert [assurance(chart, s, "lower") for s in (chart.lower - 1, chart.lower, 10, chart.upper)] == [
        "will_not_meet", "may_meet", "may_meet", "will_meet",
    ]  # fmt: skip
    assert assurance(chart, None, "higher") is None and assurance(chart, 10, "none") is None


@given(SERIES, st.integers(-1000, 1000), st.sampled_from([0.25, 2.0, 8.0]))
def test_shift_and_scale_change_no_signal(values, shift, scale):
    chart, moved = xmr(values), xmr([scale * v for v in values])
    assert moved.signals == chart.signals and moved.mean_moving_range == scale * chart.mean_moving_range
    shifted = xmr([v + shift for v in values])
    assert shifted.centre == pytest.approx(chart.centre + shift, abs=1e-9)
    assert shifted.lower == pytest.approx(chart.lower + shift, abs=1e-9)
    if not _is_close_call(values, chart):
        assert shifted.signals == chart.signals


@given(SERIES)
def test_turning_a_series_over_turns_its_signals_over(values):
    pairs = {"above": "below", "run_above": "run_below", "rising": "falling", "near_upper": "near_lower"}
    turned = pairs | {down: up for up, down in pairs.items()} | {None: None}
    assert xmr([-v for v in values]).signals == tuple(turned[signal] for signal in xmr(values).signals)


@given(SERIES)
def test_screening_only_ever_narrows_and_limits_hold_the_centre(values):
    chart = xmr(values)
    assert 0 <= chart.mean_moving_range <= np.mean(np.abs(np.diff(values))) + 1e-9
    assert chart.lower <= chart.centre <= chart.upper
    outside = [v < chart.lower or v > chart.upper for v in values]
    assert outside == [signal in ("above", "below") for signal in chart.signals]


def _is_close_call(values, chart) -> bool:
    """Whether a value lies so near the mean or a limit that floating point decides."""
    half = chart.upper - chart.centre
    lines = chart.centre + half * np.array([-1, -2 / 3, 0, 2 / 3, 1])
    return bool(np.any(np.abs(np.subtract.outer(np.array(values, dtype=float), lines)) < 1e-9))
