"""How far a rank can be trusted: the range of ranks that chance leaves open, and fifths instead of ranks."""

from __future__ import annotations

import numpy as np

from biaochi.statistics.intervals import CONFIDENCE

MINIMUM_AREAS = 5


def rank_ranges(
    numerator: np.ndarray, denominator: np.ndarray, kind: str, draws: int = 5000, seed: int = 20050426,
    confidence: float = CONFIDENCE, higher_is_first: bool = True,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """The best and the worst rank that each area may truly hold (Goldstein and Spiegelhalter 1996), 1 being first.

    Each area's true value is drawn ``draws`` times from what its figures say of it: Beta(x + ½, n − x + ½) for a
    "proportion", Gamma(x + ½)/n for a "rate" (Jeffreys' priors); areas are ranked within each draw, and the range holds
    the middle ``confidence`` of the ranks. Arrays of the shape of ``numerator``, whole numbers as floats; nan where an
    area has no denominator and takes no part. Areas with the same figures get the same range, and the order in which
    areas stand changes nothing.
    """
    x, n = np.broadcast_arrays(np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float))
    best, worst = np.full(x.shape, np.nan), np.full(x.shape, np.nan)
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(n) & (n > 0))
    known = known[np.lexsort((n[known], x[known]))]
    if not len(known):
        return best, worst
    a, size = x[known, None] + 0.5, n[known, None]
    generator = np.random.default_rng(seed)
    if kind == "proportion":
        values = generator.beta(a, size - a + 1, (len(known), draws))
    elif kind == "rate":
        values = generator.gamma(a, size=(len(known), draws)) / size
    else:
        raise ValueError(f"kind must be proportion or rate, not {kind!r}")
    order = np.argsort(-values if higher_is_first else values, axis=0)
    ranks = np.empty(order.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, np.arange(1, len(known) + 1, dtype=np.int32)[:, None], axis=0)
    tail = 0.5 - confidence / 2
    _, group = np.unique(np.column_stack((a, size)), axis=0, return_inverse=True)
    for number in range(group.max() + 1):
        alike = group == number
        best[known[alike]] = np.quantile(ranks[alike], tail, method="inverted_cdf")
        worst[known[alike]] = np.quantile(ranks[alike], 1 - tail, method="inverted_cdf")
    return best, worst


def quintiles(values: np.ndarray) -> np.ndarray:
    """The fifth of the areas in which each value lies: 1 the lowest, 5 the highest; nan where the value is unknown.

    The class of a value is ⌊5k/I⌋ + 1, where k of the I values lie below it, so equal values share the lower class.
    Raises ValueError under five known values, where fifths would be single areas.
    """
    v = np.asarray(values, dtype=float)
    known = v[np.isfinite(v)]
    if len(known) < MINIMUM_AREAS:
        raise ValueError(f"fifths need at least {MINIMUM_AREAS} areas, not {len(known)}")
    below = np.searchsorted(np.sort(known), v, side="left")
    return np.where(np.isfinite(v), 5 * below // len(known) + 1, np.nan)
