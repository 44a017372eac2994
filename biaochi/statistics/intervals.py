"""Intervals of a proportion and of a rate: how far a figure may lie from what it estimates, by chance alone."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

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
