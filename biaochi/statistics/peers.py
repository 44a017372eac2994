"""Which areas are alike: distances over standardised features, with weights that anyone may see and change."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def distances(features: np.ndarray, target_row: int, weights: Sequence[float] | np.ndarray) -> np.ndarray:
    """How unlike each area is to the area in ``target_row``: 0 for the same, about √2 for two areas taken at random.

    ``features``: areas × features, nan where unknown; each is standardised over the known areas (mean 0, standard
    deviation 1), so that units do not matter. The distance is √(Σw·d²/Σw) over the features known of both areas: one
    that is missing is left out and the weights of the others make up for it. A feature in which no two areas differ
    says nothing and is left out as well. nan where nothing remains to compare. Raises ValueError for weights that are
    negative or do not fit the features.
    """
    table, weight = np.asarray(features, dtype=float), np.asarray(weights, dtype=float)
    if weight.shape != table.shape[1:] or not np.all(weight >= 0):
        raise ValueError("weights must be one per feature, and none below 0")
    known = np.isfinite(table)
    count = np.maximum(known.sum(axis=0), 1)
    centred = np.where(known, table, 0.0)
    centred = np.where(known, table - centred.sum(axis=0) / count, 0.0)
    spread = np.sqrt((centred**2).sum(axis=0) / count)
    varies = np.array([len(np.unique(column[there])) > 1 for column, there in zip(table.T, known.T, strict=True)])
    standard = centred / np.where(varies, spread, 1.0)
    used = known & known[target_row] & varies
    share = np.where(used, weight, 0.0)
    squares = np.where(used, (standard - standard[target_row]) ** 2, 0.0)
    total = share.sum(axis=1)
    return np.sqrt(np.divide((share * squares).sum(axis=1), total, out=np.full(len(table), np.nan), where=total > 0))


def nearest(
    features: np.ndarray, target_row: int, weights: Sequence[float] | np.ndarray, count: int = 5
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the ``count`` areas nearest to ``target_row``, nearest first and without itself, and their distances.

    Fewer where fewer can be compared; at equal distance the earlier row comes first.
    """
    away = distances(features, target_row, weights)
    order = np.argsort(away, kind="stable")
    order = order[(order != target_row) & np.isfinite(away[order])][:count]
    return order, away[order]
