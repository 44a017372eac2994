"""Intervals of a proportion and of a rate against published and independent values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2, poisson

from biaochi.statistics import CONFIDENCE, WIDE, byar, wilson

CASES = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_of_newcombes_table(successes, trials, low, high):
    # Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
    assert wilson(successes, trials) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_wilson_as_the_methods_of_english_public_health_give_it():
    # PHStatsMethods (OHID), tests: wilson(100, 10000), there in percent.
    assert wilson(100, 10_000) == (pytest.approx(0.008229336148148417), pytest.approx(0.012146982255114647))


@given(CASES, st.sampled_from([0.8, CONFIDENCE, WIDE]))
def test_wilson_agrees_with_scipy_at_every_confidence(case, confidence):
    expected = binomtest(*case).proportion_ci(confidence, method="wilson")
    assert wilson(*case, confidence) == (pytest.approx(expected.low, abs=1e-9), pytest.approx(expected.high, abs=1e-9))


@given(CASES)
def test_wilson_mirrors_when_failures_are_counted(case):
    successes, trials = case
    (low, high), (other_low, other_high) = wilson(successes, trials), wilson(trials - successes, trials)
    assert (low, high) == (pytest.approx(1 - other_high, abs=1e-12), pytest.approx(1 - other_low, abs=1e-12))


def test_without_trials_or_exposure_there_is_no_interval():
    assert np.isnan(np.concatenate(wilson([0, 1], [0, np.nan]))).all()
    assert np.isnan(np.concatenate(byar([0, 5, 20, 3, -1, np.nan], [0, 0, -1, np.nan, 2, 3]))).all()


def test_no_events_have_an_upper_limit_all_the_same():
    assert byar(0) == (0, pytest.approx(3.6889, abs=5e-5))  # −ln 0.025


@pytest.mark.parametrize(
    ("events", "confidence", "low", "high"),
    [
        # Garwood (1936), Biometrika 28, as tabled since; the limits behind the worked funnel of PHEindicatormethods.
        (1, CONFIDENCE, 0.02532, 5.57164), (5, CONFIDENCE, 1.62349, 11.66833), (9, CONFIDENCE, 4.11537, 17.08480),
        (1, WIDE, 0.00100, 9.23341), (5, WIDE, 0.73937, 16.45475), (9, WIDE, 2.45242, 22.65738),
    ],
)  # fmt: skip
def test_few_events_have_the_exact_limits(events, confidence, low, high):
    assert byar(events, 1.0, confidence) == (pytest.approx(low, abs=2e-5), pytest.approx(high, abs=2e-5))


def test_byar_as_the_methods_of_english_public_health_give_it():
    # PHStatsMethods (OHID), tests: byars_lower(100).
    assert byar(100)[0] == pytest.approx(81.36210549052788, abs=1e-10)


def test_byar_stays_within_a_fifth_of_a_percent_of_the_exact_limits():
    # As the technical guide "Confidence intervals" of Public Health England (2018) says of 10 events and more, at 95 %.
    events = np.arange(10, 3000)
    low, high = byar(events)
    np.testing.assert_allclose(low, chi2.ppf(0.025, 2 * events) / 2, rtol=0.002)
    np.testing.assert_allclose(high, chi2.ppf(0.975, 2 * events + 2) / 2, rtol=0.0001)


def test_exact_limits_are_those_at_which_the_count_becomes_unlikely():
    events = np.arange(1, 10)
    low, high = byar(events, 1.0, WIDE)
    np.testing.assert_allclose(poisson.sf(events - 1, low), 0.001, rtol=1e-6)
    np.testing.assert_allclose(poisson.cdf(events, high), 0.001, rtol=1e-6)


@given(st.integers(0, 5000), st.floats(0.01, 1e6))
def test_a_rate_lies_in_its_interval_and_more_confidence_widens_it(events, exposure):
    low, high = byar(events, exposure)
    wide_low, wide_high = byar(events, exposure, WIDE)
    assert wide_low <= low <= events / exposure <= high < wide_high


@given(CASES)
def test_a_proportion_lies_in_its_interval_and_more_confidence_widens_it(case):
    low, high = wilson(*case)
    wide_low, wide_high = wilson(*case, WIDE)
    assert wide_low <= low <= case[0] / case[1] <= high <= wide_high


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 500)), min_size=2, max_size=8), st.randoms())
def test_the_order_of_areas_changes_nothing(rows, random):
    shuffled = random.sample(range(len(rows)), len(rows))
    events, exposure = np.array(rows, dtype=float).T
    successes = np.minimum(events, exposure)
    for whole, part in zip(
        (*byar(events, exposure), *wilson(successes, exposure)),
        (*byar(events[shuffled], exposure[shuffled]), *wilson(successes[shuffled], exposure[shuffled])),
        strict=True,
    ):
        np.testing.assert_array_equal(whole[shuffled], part)


def test_exposure_only_scales():
    np.testing.assert_allclose(byar([4, 40], 25.0), np.array(byar([4, 40])) / 25)
