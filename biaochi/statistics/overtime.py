"""A series over time: whether it moves, and within which limits it varies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

MINIMUM_POINTS, FIRM_POINTS = 5, 12
RUN = 7
TO_LIMITS, SCREEN = 2.66, 3.267  # 3/d2 and D4 for ranges of two values
HIGHER_SIGNALS = ("above", "run_above", "rising", "near_upper")


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


@dataclass(frozen=True)
class Xmr:
    """Process limits of a series: one entry of ``signals`` per value given, None where there is none or nothing known.

    ``centre``, ``lower``, ``upper``, ``mean_moving_range`` in the unit of the values. ``points``: known values;
    ``is_trial``: fewer than 12 of them, so the limits may still move; ``last``: the signal at the last known value.
    """

    centre: float
    lower: float
    upper: float
    mean_moving_range: float
    signals: tuple[str | None, ...]
    is_trial: bool
    points: int
    last: str | None = None


def xmr(values: Sequence[float | None]) -> Xmr | None:
    """Control limits of single values (XmR chart: Shewhart 1931, Wheeler 1993; rules of NHS "Making Data Count").

    Centre: the mean. Limits: mean ± 2.66 · mean moving range, where moving ranges above 3.267 times their mean are left
    out and the mean taken once more, so that a single jump does not widen the limits (unless nothing else moves: with
    no range left, every value would lie outside). None and nan are skipped: the moving range runs from one known value
    to the next. The limits are not cut at 0 or 100 %.

    Signals, in this order where several hold: ``above``/``below`` a limit; ``run_above``/``run_below``, part of seven
    on one side of the mean; ``rising``/``falling``, part of seven each above (below) the one before; ``near_upper``/
    ``near_lower``, one of at least two of three in the outer third inside a limit, all three on that side of the mean.

    None below five values, the least from which Wheeler (1993) lets limits be taken and the number on which ``trend``
    looks. Limits never move by themselves: whoever wants a new base cuts the series.
    """
    positions = [i for i, v in enumerate(values) if v is not None and math.isfinite(v)]
    if len(positions) < MINIMUM_POINTS:
        return None
    y = np.array([values[i] for i in positions], dtype=float)
    # Floating point may put the mean of equal values a hair beside them, which would look like a run.
    centre = float(np.clip(y.mean(), y.min(), y.max()))
    ranges = np.abs(np.diff(y))
    spread = float(ranges[ranges <= SCREEN * ranges.mean()].mean()) or float(ranges.mean())
    lower, upper = centre - TO_LIMITS * spread, centre + TO_LIMITS * spread
    signals: list[str | None] = [None] * len(values)
    for i, signal in zip(positions, _signals(y, centre, TO_LIMITS * spread), strict=True):
        signals[i] = signal
    return Xmr(centre, lower, upper, spread, tuple(signals), len(y) < FIRM_POINTS, len(y), signals[positions[-1]])


def _signals(y: np.ndarray, centre: float, half: float) -> list[str | None]:
    """The first rule that holds at each point: see ``xmr``."""
    side, step = np.sign(y - centre), np.sign(np.diff(y))
    outside = (y > centre + half).astype(int) - (y < centre - half)
    beyond_two_thirds = (y > centre + half * 2 / 3).astype(int) - (y < centre - half * 2 / 3)
    outer = np.where(outside == 0, beyond_two_thirds, 0)
    run, move, near = np.zeros(len(y)), np.zeros(len(y)), np.zeros(len(y))
    for end in range(RUN, len(y) + 1):
        part = slice(end - RUN, end)
        for marks, of in ((run, side[part]), (move, step[end - RUN : end - 1])):
            if of[0] != 0 and np.all(of == of[0]):
                marks[part] = of[0]
    for start in range(len(y) - 2):
        part = slice(start, start + 3)
        if abs(side[part].sum()) == 3 and np.count_nonzero(outer[part]) >= 2:
            near[part] = np.where(outer[part] != 0, outer[part], near[part])
    rules = ((outside, "above", "below"), (run, "run_above", "run_below"), (move, "rising", "falling"),
             (near, "near_upper", "near_lower"))  # fmt: skip
    return [next((up if m[i] > 0 else down for m, up, down in rules if m[i] != 0), None) for i in range(len(y))]


def variation(chart: Xmr | None, direction: str) -> str | None:
    """What the last known point says: improving, worsening or common_cause; higher or lower without a direction.

    ``direction``: the better way, "higher", "lower" or "none". Only a signal that holds at the last known point counts
    (the variation icon of NHS "Making Data Count"): what happened long ago and is over is not news. None without a
    chart.
    """
    if chart is None:
        return None
    signal = chart.last
    if signal is None:
        return "common_cause"
    way = "higher" if signal in HIGHER_SIGNALS else "lower"
    if direction == "none":
        return way
    return "improving" if way == direction else "worsening"


def assurance(chart: Xmr | None, standard: float | None, direction: str) -> str | None:
    """Whether the process, as it runs, will meet the standard: will_meet, may_meet or will_not_meet.

    By the limits, not by the last value (the assurance icon of NHS "Making Data Count"): all that is to be expected
    meets the standard, some of it, or none. A limit exactly on the standard meets it. None without a chart, without a
    standard or without a direction.
    """
    if chart is None or standard is None or direction not in ("higher", "lower"):
        return None
    sign = 1 if direction == "higher" else -1
    worst, best = sorted((sign * chart.lower, sign * chart.upper))
    if worst >= sign * standard:
        return "will_meet"
    return "will_not_meet" if best < sign * standard else "may_meet"
