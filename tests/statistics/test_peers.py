"""Distances between areas against scipy, and what missing features do to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import euclidean, seuclidean
from scipy.stats import zscore

from biaochi.statistics import distances, nearest

FEATURES = np.random.default_rng(4).normal([100, 5, 0.3], [40, 2, 0.1], (9, 3))
WEIGHTS = [3.0, 1.0, 0.5]


def test_distances_are_those_of_scipy_over_standardised_features():
    expected = [euclidean(zscore(FEATURES)[2], row, WEIGHTS) / np.sqrt(sum(WEIGHTS)) for row in zscore(FEATURES)]
    np.testing.assert_allclose(distances(FEATURES, 2, WEIGHTS), expected, atol=1e-12)
    plain = [seuclidean(FEATURES[0], row, FEATURES.var(axis=0)) / np.sqrt(3) for row in FEATURES]
    np.testing.assert_allclose(distances(FEATURES, 0, [1, 1, 1]), plain, atol=1e-12)


def test_units_do_not_matter_and_neither_does_the_sum_of_the_weights():
    expected = distances(FEATURES, 0, WEIGHTS)
    np.testing.assert_allclose(distances(FEATURES * [1000, 0.01, -1] + 7, 0, WEIGHTS), expected)
    np.testing.assert_allclose(distances(FEATURES, 0, np.array(WEIGHTS) * 20), expected)


def test_a_missing_feature_is_left_out_and_the_others_make_up_for_it():
    table = FEATURES.copy()
    table[3, 0] = np.nan
    found = distances(table, 0, WEIGHTS)
    # Columns without gaps keep their scale, so the pair is compared as if the first feature did not exist.
    assert found[3] == pytest.approx(distances(table[:, 1:], 0, WEIGHTS[1:])[3])
    assert np.isfinite(found).all()
    # Seen from the area with the gap, nobody is compared on that feature.
    np.testing.assert_allclose(distances(table, 3, WEIGHTS), distances(table[:, 1:], 3, WEIGHTS[1:]))


def test_a_feature_with_weight_nought_or_without_any_difference_changes_nothing():
    expected = distances(FEATURES[:, :2], 0, WEIGHTS[:2])
    np.testing.assert_allclose(distances(FEATURES, 0, [3, 1, 0]), expected)
    for constant in (1.0, 0.1, np.nan):
        flat = np.column_stack([FEATURES[:, :2], np.full(9, constant)])
        np.testing.assert_allclose(distances(flat, 0, WEIGHTS), expected)


def test_where_nothing_can_be_compared_there_is_no_distance():
    table = np.array([[1.0, np.nan], [np.nan, 2.0], [3.0, 4.0], [5.0, 1.0]])
    found = distances(table, 0, [1, 1])
    assert np.isnan(found[1]) and np.isfinite(found[[0, 2, 3]]).all()
    assert np.isnan(distances(table, 0, [0, 0])).all()
    rows, away = nearest(table, 0, [1, 1])
    assert rows.tolist() == [2, 3] and np.all(np.diff(away) >= 0)


@pytest.mark.parametrize("weights", [[1, 1], [1, -1, 1], [1, np.nan, 1]])
def test_weights_that_do_not_fit_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        distances(FEATURES, 0, weights)


def test_the_nearest_come_first_without_the_area_itself():
    rows, away = nearest([[0.0], [10], [1], [-2], [1]], 0, [1], count=3)
    assert rows.tolist() == [2, 4, 3] and away[0] == away[1] < away[2]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=9), st.randoms())
def test_order_of_areas_changes_nothing_and_distance_is_mutual(rows, random):
    table = np.array(rows, dtype=float)
    found = distances(table, 0, [2, 1])
    shuffled = random.sample(range(len(rows)), len(rows))
    np.testing.assert_allclose(distances(table[shuffled], shuffled.index(0), [2, 1]), found[shuffled], atol=1e-9)
    np.testing.assert_allclose([distances(table, k, [2, 1])[0] for k in range(len(rows))], found, atol=1e-9)
    assert np.isnan(found[0]) or found[0] == 0
