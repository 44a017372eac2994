"""A group of areas held against one target: which lie further from it than chance carries them.

Funnel limits after Spiegelhalter (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine
24, and over-dispersion after Spiegelhalter (2005), "Handling over-dispersion of performance indicators", Quality and
Safety in Health Care 14. ``kind`` is "proportion" (successes of trials, binomial) or "rate" (events per unit of
exposure, Poisson); values, targets and limits are fractions or events per unit of exposure, never percent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, chi2, norm, poisson

from biaochi.statistics.intervals import CONFIDENCE, WIDE

KINDS = ("proportion", "rate")
MINIMUM_AREAS = 5
SIGNIFICANCE = 0.05
WINSORISED = 0.1
"""The share of z-scores at either end that is drawn in, so that a few real outliers do not widen the limits for all."""


@dataclass(frozen=True)
class Dispersion:
    """How much more areas differ than chance lets them.

    ``phi``: mean squared winsorised z-score (1 is chance alone; nan below five areas). ``areas``: how many could be
    judged. ``p_value``: of φ·areas against χ² with one degree of freedom less. ``tau2``: the variance between areas, in
    the squared unit of the value; 0 unless ``is_overdispersed``, so that it can be handed to ``limits`` as it is.
    """

    phi: float
    areas: int
    p_value: float
    is_overdispersed: bool
    tau2: float


def pooled(numerator: np.ndarray, denominator: np.ndarray) -> float:
    """The value of all areas together: sum over sum, of areas with both known and a denominator above 0; else nan."""
    x, n = _numbers(numerator, denominator)
    known = _known(x, n)
    return float(x[known].sum() / n[known].sum()) if known.any() else float("nan")


def z_scores(numerator: np.ndarray, denominator: np.ndarray, target: float, kind: str) -> np.ndarray:
    """Distance of each area from the target in its own standard errors, without any transformation.

    (p − θ) / √(θ(1−θ)/n) for a proportion and (r − θ) / √(θ/n) for a rate, which is (O − E) / √E. nan where there is no
    denominator. Where the target leaves no room for chance (a rate of 0, a proportion of 0 or 1): 0 on it, ±inf off it.
    """
    x, n = _numbers(numerator, denominator)
    known = _known(x, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        away = np.where(known, x / n - target, np.nan)
        return np.where(away == 0, 0.0, away / np.sqrt(_variance(n, target, kind)))


def dispersion(numerator: np.ndarray, denominator: np.ndarray, target: float, kind: str) -> Dispersion:
    """Whether the areas differ by more than chance, and by how much (Spiegelhalter 2005).

    z-scores are winsorised (see ``winsorise``); φ = Σz²/I. Over-dispersed means that Iφ exceeds the 95 % point of χ²
    with I − 1 degrees of freedom (the target is usually estimated from the same areas). τ² is the additive variance by
    the method of moments, (Iφ − (I−1)) / (Σw − Σw²/Σw) with w = 1/s², as in the NHS SHMI. Winsorising keeps both on the
    cautious side: chance alone is called over-dispersion in far fewer than 5 % of groups, and τ² comes out low. Below
    five areas, or where the target leaves no room for chance, nothing can be said: not over-dispersed, φ and p nan.
    """
    x, n = _numbers(numerator, denominator)
    z = z_scores(x, n, target, kind)
    known = np.isfinite(z)
    z, variances, areas = z[known], _variance(n[known], target, kind), int(known.sum())
    if areas < MINIMUM_AREAS or not np.all(variances > 0):
        return Dispersion(float("nan"), areas, float("nan"), False, 0.0)
    z = winsorise(z)
    phi = float(np.mean(z**2))
    p_value = float(chi2.sf(areas * phi, areas - 1))
    is_overdispersed = p_value < SIGNIFICANCE
    tau2 = between_variance(z, variances) if is_overdispersed else 0.0
    return Dispersion(phi, areas, p_value, is_overdispersed, tau2)


def winsorise(z: np.ndarray, share: float = WINSORISED) -> np.ndarray:
    """Draw what lies beyond the ``share`` and 1 − ``share`` quantiles (linear between values) in to them.

    At least the outermost value of either end is drawn in to its neighbour. A tenth of fewer than eleven areas is not
    a whole one: one area far out would then widen the limits for all until it lies inside them itself.
    """
    inner = np.sort(z)[[1, -2]]
    low, high = np.quantile(z, [share, 1 - share])
    return np.clip(z, max(low, inner[0]), min(high, inner[1]))


def between_variance(z: np.ndarray, variances: np.ndarray) -> float:
    """Variance between areas by the method of moments (DerSimonian and Laird 1986), never below 0.

    ``z``: distances from the target in standard errors; ``variances``: the squared standard errors.
    """
    weights = 1 / variances
    excess = np.sum(z**2) - (len(z) - 1)
    return max(0.0, float(excess / (weights.sum() - np.sum(weights**2) / weights.sum())))


def limits(
    denominator: np.ndarray, target: float, kind: str, confidence: float = CONFIDENCE, tau2: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Within which limits an area of this size stays by chance, in the unit of the value.

    Without over-dispersion exact binomial or Poisson limits, made continuous in between as in appendix A.1.1 of
    Spiegelhalter (2005). The upper limit mirrors the lower one (counting failures instead of successes turns the funnel
    over and changes no verdict), which puts it one case above his formula: a value beyond a limit always has a chance
    of less than (1 − confidence)/2. With ``tau2`` above 0: target ± z·√(s² + τ²), but never inside the exact limits, as
    the normal approximation would be for few cases near 0 or 100 %. Limits stay within what is possible (0 to 1 for a
    proportion, from 0 for a rate). nan where there is no denominator; a fractional one counts as the nearest whole
    number of trials.
    """
    n = np.asarray(denominator, dtype=float)
    usable, tail = n > 0, 0.5 - confidence / 2
    _check(kind)
    if not np.isfinite(target):
        return np.full(n.shape, np.nan), np.full(n.shape, np.nan)
    size = np.where(usable, n, 1.0)
    if kind == "proportion":
        trials = np.maximum(np.rint(size), 1.0)
        lower = _lower_tail(binom(trials, target), tail) / trials
        upper = 1 - _lower_tail(binom(trials, 1 - target), tail) / trials
    else:
        expected = poisson(size * target)
        lower, upper = _lower_tail(expected, tail) / size, _upper_tail(expected, tail) / size
    if tau2 > 0:
        normal_lower, normal_upper = normal_limits(size, target, kind, confidence, tau2)
        lower, upper = np.minimum(lower, normal_lower), np.maximum(upper, normal_upper)
    top = 1.0 if kind == "proportion" else np.inf
    return tuple(np.where(usable, np.clip(limit, 0.0, top), np.nan) for limit in (lower, upper))


def normal_limits(
    denominator: np.ndarray, target: float, kind: str, confidence: float, tau2: float
) -> tuple[np.ndarray, np.ndarray]:
    """Target ± z·√(s² + τ²), however far that reaches; see ``limits``."""
    half = norm.ppf(0.5 + confidence / 2) * np.sqrt(_variance(denominator, target, kind) + tau2)
    return target - half, target + half


def position(numerator: np.ndarray, denominator: np.ndarray, target: float, kind: str, tau2: float = 0.0) -> np.ndarray:
    """Where each area lies in the funnel: −2 below the 99.8 % limit, −1 below the 95 % limit, 0 inside, 1 and 2 above.

    The limits are those of ``limits``, compared unrounded; a value on a limit is inside. 0, too, where there is no
    denominator or the value is unknown. Says nothing of good or bad: that is the indicator's direction.
    """
    x, n = _numbers(numerator, denominator)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(_known(x, n), x / n, np.nan)
    result = np.zeros(value.shape, dtype=int)
    for confidence in (CONFIDENCE, WIDE):
        lower, upper = limits(n, target, kind, confidence, tau2)
        result += (value > upper).astype(int) - (value < lower).astype(int)
    return result


def _numbers(numerator: np.ndarray, denominator: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, n = np.broadcast_arrays(np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float))
    return x, n


def _known(x: np.ndarray, n: np.ndarray) -> np.ndarray:
    return np.isfinite(x) & np.isfinite(n) & (n > 0)


def _variance(n: np.ndarray, target: float, kind: str) -> np.ndarray:
    """Variance of an area's value by chance alone."""
    _check(kind)
    return (target * (1 - target) if kind == "proportion" else target) / n


def _check(kind: str) -> None:
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")


def _lower_tail(chance, tail: float) -> np.ndarray:
    """The count at which the distribution function, drawn straight between whole counts, reaches ``tail``."""
    count = chance.ppf(tail)
    mass = chance.pmf(count)
    with np.errstate(divide="ignore", invalid="ignore"):
        return count - np.where(mass > 0, (chance.cdf(count) - tail) / mass, 0.0)


def _upper_tail(chance, tail: float) -> np.ndarray:
    """The count at which the chance of that many or more, drawn straight between whole counts, falls to ``tail``."""
    count = chance.isf(tail)
    mass = chance.pmf(count)
    with np.errstate(divide="ignore", invalid="ignore"):
        return count + np.where(mass > 0, (chance.sf(count - 1) - tail) / mass, 0.0)
