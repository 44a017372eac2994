"""A series over time: whether it moves, and within which limits it varies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import chi2


def trend(values: Sequence[float | None], variances: Sequence[float] | None = None) -> str:
    """Whether the last five values rise or fall: ``rising``, ``falling``, ``flat`` or ``too_short``.

    With variances: a weighted least-squares slope whose χ² with one degree of freedom exceeds 9.5495 (99.8 %).
    Without (a census, where every change is real): the slope alone. Either way the sign of the slope must hold
    when any one point is left out, so that no single value makes a trend.
    """
    last = list(values)[-5:]
    if len(last) < 5 or any(v is None for v in last):
        return "too_short"
    y = np.array(last, dtype=float)
    x = np.arange(5, dtype=float)
    weights = np.ones(5)
    if variances is not None:
        variance = np.array(list(variances)[-5:], dtype=float)
        if np.any(variance <= 0):
            return "flat"
        weights = 1 / variance
    slope, spread = _slope(x, y, weights)
    if variances is not None and slope**2 * spread <= chi2.ppf(0.998, 1):
        return "flat"
    if abs(slope) < 1e-12:
        return "flat"
    for left_out in range(5):
        keep = np.arange(5) != left_out
        if np.sign(_slope(x[keep], y[keep], weights[keep])[0]) != np.sign(slope):
            return "flat"
    return "rising" if slope > 0 else "falling"


def _slope(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Weighted least-squares slope and Σw(x−x̄)², the inverse of its variance."""
    centre = np.average(x, weights=weights)
    spread = float(np.sum(weights * (x - centre) ** 2))
    return float(np.sum(weights * (x - centre) * y) / spread), spread
