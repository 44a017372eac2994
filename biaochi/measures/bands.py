"""Areas of one kind in bands: better than their group, like it, or worse, beyond what chance explains; ranges instead of ranks.

Pure over rows of ``measures.value`` (one period, no category, one row per area). A group is the areas of a level in their whole
(then the bands are the verdicts against the whole, see ``measures.fair``), or an area with its peers: then it is held against
what the group has in common, its sums over its sums. Nothing here adds indicators up into a score.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from biaochi.catalogue import Indicator
from biaochi.measures.fair import FEWEST, Funnel, curves
from biaochi.measures.whole import OUTSIDE, is_judged, positions
from biaochi.statistics import pooled, quintiles, rank_ranges

MEASURED = "This figure is measured, not counted: chance has no part in it."
TOO_FEW = "Fewer than five areas have enough cases to be compared."
NEUTRAL = "Neither more nor less of this is better, so areas are not judged by it."
NO_FIFTHS = "Fewer than five areas have a value: fifths of them would be single areas."
NO_RANGES = "Ranks are not told: this figure is measured, not counted, so no range of ranks can be stated."
_LIMITS = ("denominator", "lower", "upper", "lower_998", "upper_998")


@dataclass(frozen=True)
class Bands:
    """``frame``: the rows with ``band``. ``kind`` says what a band is: by ``limits`` of chance better, similar, worse or
    not_compared; by ``fifths`` of the values 1 (lowest) … 5 (highest), null where there is no value. ``refused``: why there are
    no bands (a message id), else None; ``band`` is then not_compared throughout."""

    frame: pl.DataFrame
    kind: str
    refused: str | None = None


def funnel_of_group(rows: pl.DataFrame, indicator: Indicator, name: str) -> Funnel:
    """The funnel of a group of areas around what they have together: the same rule as for a whole, with another target.

    ``name``: what the group is called. An area that has too few cases for a verdict has no part in the target either.
    """
    empty = pl.DataFrame(schema=dict.fromkeys(_LIMITS, pl.Float64))
    if indicator.direction == "none" or indicator.chance is None:
        return Funnel(rows, None, None, None, empty, name, NEUTRAL if indicator.direction == "none" else MEASURED)
    known = rows.with_columns(whole=pl.lit(0.0)).filter(is_judged(indicator))
    target = pooled(known["numerator"].to_numpy(), known["denominator"].to_numpy())
    rows = rows.with_columns(whole=pl.lit(None if np.isnan(target) else target * indicator.scale))
    judged = rows.filter(is_judged(indicator))
    if judged.height < FEWEST:
        return Funnel(rows, None, indicator.chance, None, empty, name, TOO_FEW)
    place, scatter = positions(judged, indicator)
    judged = judged.with_columns(pl.Series("position", place, dtype=pl.Int64))
    judged = judged.with_columns(verdict_whole=_word(indicator))
    limits = curves(judged, target, str(indicator.chance), scatter.tau2, indicator.scale)
    return Funnel(judged, target * indicator.scale, indicator.chance, scatter, limits, name)


def bands(rows: pl.DataFrame, funnel: Funnel, indicator: Indicator) -> Bands:
    """The band of every row: by the funnel of its group where chance has a part in the figure, else by fifths of the values."""
    if indicator.direction == "none":
        return Bands(rows.with_columns(band=pl.lit("not_compared")), "limits", NEUTRAL)
    if indicator.chance is None:
        return _fifths(rows)
    if funnel.refused:
        return Bands(rows.with_columns(band=pl.lit("not_compared")), "limits", funnel.refused)
    placed = funnel.frame.select("area_code", band=_word(indicator))
    frame = rows.join(placed, on="area_code", how="left").with_columns(pl.col("band").fill_null("not_compared"))
    return Bands(frame, "limits")


def ranges(rows: pl.DataFrame, indicator: Indicator) -> tuple[pl.DataFrame, str | None]:
    """The rows that can be compared with ``rank_best`` and ``rank_worst``, 1 being first, and why there are none.

    Between the two the true rank lies with 95 % certainty (``statistics.rank_ranges``); a single rank is never given.
    """
    refused = NEUTRAL if indicator.direction == "none" else NO_RANGES if indicator.chance is None else None
    judged = rows.with_columns(whole=pl.lit(0.0)).filter(is_judged(indicator)).drop("whole")
    if not refused and judged.height < FEWEST:
        refused = TOO_FEW
    if refused:
        return judged.clear(), refused
    best, worst = rank_ranges(
        judged["numerator"].to_numpy(),
        judged["denominator"].to_numpy(),
        str(indicator.chance),
        higher_is_first=indicator.direction != "lower",
    )
    return judged.with_columns(pl.Series("rank_best", best).cast(pl.Int64), pl.Series("rank_worst", worst).cast(pl.Int64)), None


def _fifths(rows: pl.DataFrame) -> Bands:
    """Fifths of the values, which say where an area stands among the others and nothing of good or bad."""
    shown = pl.when(pl.col("state") == "ok").then(pl.col("value"))
    values = rows.select(shown.cast(pl.Float64).fill_null(float("nan")))["value"].to_numpy()
    try:
        found = quintiles(values)
    except ValueError:
        return Bands(rows.with_columns(band=pl.lit("not_compared")), "fifths", NO_FIFTHS)
    return Bands(rows.with_columns(pl.Series("band", found).fill_nan(None).cast(pl.Int64)), "fifths")


def _word(indicator: Indicator) -> pl.Expr:
    """A position in the funnel as a verdict, as ``whole.against_whole`` has it."""
    above, below = pl.col("position") >= OUTSIDE, pl.col("position") <= -OUTSIDE
    better, worse = (above, below) if indicator.direction == "higher" else (below, above)
    return pl.when(better).then(pl.lit("better")).when(worse).then(pl.lit("worse")).otherwise(pl.lit("similar"))
