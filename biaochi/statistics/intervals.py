"""Intervals of a proportion and of a rate: how far a figure may lie from what it estimates, by chance alone."""

from __future__ import annotations

import numpy as np
from scipy.stats import chi2, norm

CONFIDENCE = 0.95
WIDE = 0.998


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


def byar(
    events: np.ndarray, exposure: np.ndarray | float = 1.0, confidence: float = CONFIDENCE
) -> tuple[np.ndarray, np.ndarray]:
    """Interval of a Poisson rate, per unit of exposure; nan where the exposure is not above 0 or events are negative.

    From 10 events on Byar's approximation (Breslow and Day 1987, vol. II, p. 69), below that the exact limits from χ²
    (Garwood 1936), as the technical briefings of English public health do (Eayres 2008). ``events`` and ``exposure``
    have the same shape or broadcast; with an exposure of 1 the limits are those of the count itself. No events: the
    lower limit is 0, the upper 3.69 events at 95 %.
    """
    o, exposure = np.broadcast_arrays(np.asarray(events, dtype=float), np.asarray(exposure, dtype=float))
    z, tail = norm.ppf(0.5 + confidence / 2), 0.5 - confidence / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        near = (_byar_point(o, -z), _byar_point(o + 1, z))
        exact = (np.where(o > 0, chi2.ppf(tail, 2 * o) / 2, 0.0), chi2.ppf(1 - tail, 2 * o + 2) / 2)
        known = np.where((exposure > 0) & (o >= 0), exposure, np.nan)
        lower, upper = (np.where(o >= 10, a, e) / known for a, e in zip(near, exact, strict=True))
    return lower, upper


def _byar_point(count: np.ndarray, z: float) -> np.ndarray:
    return count * (1 - 1 / (9 * count) + z / (3 * np.sqrt(count))) ** 3
