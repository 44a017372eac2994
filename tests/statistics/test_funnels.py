"""Funnel limits, over-dispersion and positions against published figures, exact tests and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, chi2_contingency, chisquare, poisson

from biaochi.statistics import CONFIDENCE, WIDE, dispersion, limits, pooled, position, z_scores
from biaochi.statistics.funnels import between_variance, normal_limits, winsorise

AREAS = st.lists(
    st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=5, max_size=20
)

# PHEindicatormethods (tests/testthat/testdata_funnel_prop_outputs.csv): n, 95 % and 99.8 % limits at 80.642448 %.
PHE_TARGET = 0.80642448
PHE_LIMITS = [
    (18, 62.390093, 98.894803, 51.864359, 100), (50, 69.691035, 91.593861, 63.375595, 97.909301),
    (102, 72.974925, 88.309971, 68.553233, 92.731663), (1008, 78.203374, 83.081521, 76.796814, 84.488082),
    (110_000, 80.408963, 80.875933, 80.274317, 81.010578),
]  # fmt: skip
# The same project (testdata_funnel_prop_inputs.csv): numerator, denominator and the significance given there.
PHE_AREAS = [
    (35078.488, 41980, 2), (24803.6256, 31824, -2), (50050.7443, 61921, 0), (24648.7596, 30521, 0), (26789.238, 33012, 1),
    (36850.0492, 45449, 1), (30277.5312, 37828, -1), (30453.2129, 37741, 0),
]  # fmt: skip


def test_normal_limits_are_those_of_english_public_health():
    n, *expected = np.array(PHE_LIMITS).T
    ours = [normal_limits(n, PHE_TARGET, "proportion", confidence, 0.0) for confidence in (CONFIDENCE, WIDE)]
    np.testing.assert_allclose(100 * np.clip(ours, 0, 1).reshape(4, -1), expected, atol=2e-6)


def test_exact_limits_lie_half_a_case_outside_the_normal_ones_where_areas_are_large():
    n = np.array([20_000, 400_000])
    exact, normal = (
        np.array(limits(n, 0.8, "proportion")),
        np.array(normal_limits(n, 0.8, "proportion", CONFIDENCE, 0.0)),
    )
    np.testing.assert_allclose((normal - exact)[0] * n, 0.5, atol=0.6)
    np.testing.assert_allclose((exact - normal)[1] * n, 0.5, atol=0.6)


@given(st.integers(1, 5000), st.floats(0.01, 0.99), st.sampled_from(["proportion", "rate"]), st.floats(1e-9, 0.1))
def test_allowing_for_overdispersion_never_narrows(n, target, kind, tau2):
    (lower, upper), (wide_lower, wide_upper) = limits(n, target, kind), limits(n, target, kind, CONFIDENCE, tau2)
    assert wide_lower <= lower and upper <= wide_upper


def test_where_areas_are_large_allowing_for_overdispersion_is_the_normal_limit():
    n = np.array([500, 5000])
    found, expected = limits(n, 0.8, "proportion", WIDE, 0.002), normal_limits(n, 0.8, "proportion", WIDE, 0.002)
    np.testing.assert_array_equal(found, expected)
    # Eight of ten where 98 % are usual is no rare thing (1.6 %), though three standard errors would say so.
    assert position([8], [10], 0.98, "proportion", 1e-4).tolist() == [-1]


def test_positions_are_those_that_english_public_health_gives():
    numerator, denominator, expected = np.array(PHE_AREAS).T
    assert position(numerator, denominator, PHE_TARGET, "proportion").tolist() == expected.tolist()


@pytest.mark.parametrize("target", [0.03, 0.5, 0.85, 0.995])
@pytest.mark.parametrize("n", [1, 7, 50, 333])
def test_outside_a_limit_means_a_smaller_chance_than_the_tail(n, target):
    every = np.arange(n + 1)
    found = position(every, np.full(n + 1, n), target, "proportion")
    low = np.array([binomtest(k, n, target, alternative="less").pvalue for k in every])
    high = np.array([binomtest(k, n, target, alternative="greater").pvalue for k in every])
    np.testing.assert_array_equal(found, -1.0 * (low < 0.025) - (low < 0.001) + (high < 0.025) + (high < 0.001))


@pytest.mark.parametrize("expected", [0.2, 3.7, 40.0, 900.0])
def test_outside_a_limit_means_so_for_rates_as_well(expected):
    every = np.arange(int(expected + 8 * np.sqrt(expected)) + 12)
    found = position(every, np.full(len(every), expected / 0.02), 0.02, "rate")
    low, high = poisson.cdf(every, expected), poisson.sf(every - 1, expected)
    np.testing.assert_array_equal(found, -1.0 * (low < 0.025) - (low < 0.001) + (high < 0.025) + (high < 0.001))


def test_between_whole_counts_the_limit_runs_along_the_distribution_function():
    # Spiegelhalter (2005), appendix A.1.1: the distribution function is joined by straight lines.
    for n, target in [(50, 0.8), (120, 0.6), (400, 0.95)]:
        lower, upper = limits(n, target, "proportion", WIDE)
        counts = np.arange(n + 1)
        assert lower * n == pytest.approx(np.interp(0.001, binom.cdf(counts, n, target), counts))
        at_least = binom.sf(counts - 1, n, target)
        assert upper * n == pytest.approx(min(n, np.interp(-0.001, -at_least, counts)))


@given(st.integers(1, 3000), st.floats(0.001, 0.999))
def test_counting_failures_turns_the_funnel_over(n, target):
    lower, upper = limits(n, target, "proportion", WIDE)
    other_lower, other_upper = limits(n, 1 - target, "proportion", WIDE)
    assert (lower, upper) == (pytest.approx(1 - other_upper, abs=1e-9), pytest.approx(1 - other_lower, abs=1e-9))


@given(st.sampled_from(["proportion", "rate"]), st.floats(0.01, 0.99), st.sampled_from([0.0, 0.002]))
def test_limits_narrow_with_size_hold_the_target_and_widen_with_confidence(kind, target, tau2):
    n = np.array([10.0, 100, 1000, 10_000, 100_000])
    lower, upper = limits(n, target, kind, CONFIDENCE, tau2)
    wide_lower, wide_upper = limits(n, target, kind, WIDE, tau2)
    assert np.all(np.diff(upper - lower) <= 1e-12)
    assert np.all((wide_lower <= lower) & (lower <= target) & (target <= upper) & (upper <= wide_upper))
    assert np.all(wide_lower >= 0) and (kind == "rate" or np.all(wide_upper <= 1))


@given(AREAS, st.sampled_from(["proportion", "rate"]), st.sampled_from([0.0, 0.01]), st.randoms())
@settings(deadline=None)
def test_position_says_what_the_limits_say_whatever_the_order(rows, kind, tau2, random):
    x, n = np.array(rows, dtype=float).T
    target = pooled(x, n)
    found = position(x, n, target, kind, tau2)
    for k in range(len(x)):
        (low, high), (wide_low, wide_high) = (
            limits(n[k], target, kind, CONFIDENCE, tau2),
            limits(n[k], target, kind, WIDE, tau2),
        )
        value = x[k] / n[k]
        word = -2 if value < wide_low else -1 if value < low else 2 if value > wide_high else 1 if value > high else 0
        assert found[k] == word
    shuffled = random.sample(range(len(x)), len(x))
    np.testing.assert_array_equal(position(x[shuffled], n[shuffled], target, kind, tau2), found[shuffled])
    first, second = dispersion(x, n, target, kind), dispersion(x[shuffled], n[shuffled], target, kind)
    assert first.is_overdispersed == second.is_overdispersed and first.tau2 == pytest.approx(second.tau2)


def test_edges():
    for confidence in (CONFIDENCE, WIDE):
        assert np.isnan(limits([0, np.nan, -1], 0.5, "rate", confidence)).all()
        assert np.isnan(limits([10], float("nan"), "proportion", confidence)).all()
    assert position([0, np.nan, 5, 3], [0, 10, np.nan, 3], 0.5, "proportion").tolist() == [0, 0, 0, 0]
    # Where the target leaves no room for chance, whatever is off it is outside.
    assert position([10, 9, 10_000], [10, 10, 10_000], 1.0, "proportion").tolist() == [0, -2, 0]
    assert position([0, 1], [10, 10], 0.0, "proportion").tolist() == [0, 2]
    assert position([0, 1], [10, 10], 0.0, "rate").tolist() == [0, 2]
    assert z_scores([10, 9, 0], [10, 10, 0], 1.0, "proportion")[:2].tolist() == [0, -np.inf]
    assert np.isnan(z_scores([0], [0], 0.5, "rate")).all()
    assert pooled([1, 2, np.nan, 5], [2, 2, 9, 0]) == 0.75 and np.isnan(pooled([1], [0]))
    with pytest.raises(ValueError, match="kind"):
        limits([10], 0.5, "mean")
    with pytest.raises(ValueError, match="kind"):
        z_scores([1], [10], 0.5, "mean")


@given(AREAS)
def test_squared_scores_sum_to_pearsons_chi_squared(rows):
    x, n = np.array(rows, dtype=float).T
    if 0 < x.sum() < n.sum():
        expected = chi2_contingency(np.array([x, n - x]), correction=False).statistic
        assert np.sum(z_scores(x, n, pooled(x, n), "proportion") ** 2) == pytest.approx(expected)
    if x.sum() > 0:
        expected = chisquare(x, n * x.sum() / n.sum()).statistic
        assert np.sum(z_scores(x, n, pooled(x, n), "rate") ** 2) == pytest.approx(expected)


def test_variance_between_areas_of_the_tuberculosis_trials():
    # Thirteen trials of BCG (Colditz et al. 1994), log risk ratios: Q = 152.2330 on 12 df and τ² = 0.3088 by DerSimonian
    # and Laird, as in Viechtbauer (2010), Journal of Statistical Software 36(3).
    table = np.array([
        (4, 123, 11, 139), (6, 306, 29, 303), (3, 231, 11, 220), (62, 13598, 248, 12867), (33, 5069, 47, 5808),
        (180, 1541, 372, 1451), (8, 2545, 10, 629), (505, 88391, 499, 88391), (29, 7499, 45, 7277), (17, 1716, 65, 1665),
        (186, 50634, 141, 27338), (5, 2498, 3, 2341), (27, 16913, 29, 17854),
    ])  # fmt: skip
    effects = np.log(table[:, 0] / table[:, 1]) - np.log(table[:, 2] / table[:, 3])
    variances = 1 / table[:, 0] - 1 / table[:, 1] + 1 / table[:, 2] - 1 / table[:, 3]
    z = (effects - np.average(effects, weights=1 / variances)) / np.sqrt(variances)
    assert np.sum(z**2) == pytest.approx(152.2330, abs=5e-5)
    assert between_variance(z, variances) == pytest.approx(0.3088, abs=5e-5)


def test_winsorising_draws_a_tenth_in_and_at_least_one():
    assert winsorise(np.arange(21.0)).tolist() == [2, 2, *range(2, 19), 18, 18]
    assert winsorise(np.array([-9.0, 0, 1, 2, 30])).tolist() == [0, 0, 1, 2, 2]


def test_below_five_areas_nothing_is_said_of_dispersion():
    found = dispersion([90, 10, 50, 70, 0], [100, 100, 100, 100, 0], 0.5, "proportion")
    assert (found.areas, found.is_overdispersed, found.tau2) == (4, False, 0) and np.isnan(
        [found.phi, found.p_value]
    ).all()
    assert not dispersion([10] * 5, [10] * 5, 1.0, "proportion").is_overdispersed


def test_what_is_not_overdispersed_has_no_variance_between_areas():
    found = dispersion([88, 91, 90, 92, 89], [100] * 5, 0.9, "proportion")
    assert not found.is_overdispersed and found.tau2 == 0 and found.p_value > 0.5


def test_twenty_equal_areas_are_not_called_worse():
    runs = np.random.default_rng(1).binomial(50, 0.9, (2000, 20))
    called = np.zeros(len(runs), dtype=bool)
    for total in np.unique(runs.sum(axis=1)):
        same = runs.sum(axis=1) == total
        called[same] = np.any(
            position(runs[same], np.full((same.sum(), 20), 50), total / 1000, "proportion") == -2, axis=1
        )
    assert 0 < called.mean() <= 0.05


def _judged(x, n):
    target = pooled(x, n)
    found = dispersion(x, n, target, "proportion")
    return position(x, n, target, "proportion", found.tau2), found


@pytest.mark.parametrize(("areas", "n", "truth"), [(20, 50, 0.6), (5, 300, 0.75)])
def test_one_area_that_is_worse_is_found(areas, n, truth):
    chances = np.array([truth] + [0.9] * (areas - 1))
    runs = np.random.default_rng(2).binomial(n, chances, (300, areas))
    found = np.array([_judged(x, np.full(areas, n))[0] for x in runs])
    assert np.mean(found[:, 0] == -2) > 0.9
    assert np.mean(np.any(found[:, 1:] == -2, axis=1)) < 0.05


def test_areas_that_truly_differ_widen_the_limits():
    random = np.random.default_rng(3)
    adjusted, plain = [], []
    for _ in range(200):
        n = random.integers(200, 2000, 20)
        x = random.binomial(n, np.clip(random.normal(0.8, 0.06, 20), 0, 1))
        judged, found = _judged(x, n)
        assert found.is_overdispersed
        adjusted.append(np.abs(judged) == 2)
        plain.append(np.abs(position(x, n, pooled(x, n), "proportion")) == 2)
    assert np.mean(adjusted) < 0.03 < 0.4 < np.mean(plain)
