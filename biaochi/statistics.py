"""The statistics behind a verdict: pure functions over numbers, with their sources.

Nothing here knows of areas, languages or SQL.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy.stats import chi2, norm

CONFIDENCE = 0.95


def wilson(successes: np.ndarray, trials: np.ndarray, confidence: float = CONFIDENCE) -> tuple[np.ndarray, np.ndarray]:
    """Wilson score interval of a proportion (Wilson 1927), as fractions; nan where there are no trials.

    ``successes`` and ``trials`` have the same shape; successes may be weighted and need not be whole.
    """
    x, n = np.asarray(successes, dtype=float), np.asarray(trials, dtype=float)
    z = norm.ppf(0.5 + confidence / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / n
        centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    lower, upper = np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)
    # At the ends the interval reaches the point exactly; floating point leaves it a hair short.
    return np.where(x <= 0, 0.0, lower) + 0 * p, np.where(x >= n, 1.0, upper) + 0 * p


def survival_quantiles(
    frame: pl.DataFrame, by: Sequence[str], probabilities: Sequence[float], event: str = "numerator", total: str = "denominator"
) -> pl.DataFrame:
    """Kaplan–Meier quantiles of durations given as counts.

    ``frame``: the columns ``by``, ``duration_days``, and at each duration how many ended (``event``) out of all that
    ended or were censored there (``total``). Returns one row per group with a column ``q<probability>`` each, in days:
    the time by which that share has ended, null where the curve does not come down that far. Where the curve runs
    exactly along the level, the middle of that stretch is taken, as R's ``quantile.survfit`` does; with nothing
    censored this is the ordinary median.
    """
    by = list(by)
    curve = (
        frame.group_by([*by, "duration_days"])
        .agg(pl.col(event).sum().alias("ended"), pl.col(total).sum().alias("all"))
        .sort([*by, "duration_days"])
        .with_columns(pl.col("all").cum_sum(reverse=True).over(by).alias("at_risk"))
        .with_columns((1 - pl.col("ended") / pl.col("at_risk")).cum_prod().over(by).alias("survival"))
        .filter(pl.col("ended") > 0)
    )
    tolerance = 1e-9
    columns = []
    for probability in probabilities:
        level = 1 - probability
        days = pl.col("duration_days")
        first = days.filter(pl.col("survival") <= level + tolerance).min()
        past = days.filter(pl.col("survival") < level - tolerance).min()
        along = days.filter((pl.col("survival") - level).abs() <= tolerance).min()
        columns.append(pl.when(along.is_null() | past.is_null()).then(first).otherwise((along + past) / 2).alias(f"q{probability:g}"))
    groups = frame.select(by).unique(maintain_order=True)
    return groups.join(curve.group_by(by).agg(columns), on=by, how="left", nulls_equal=True)


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
