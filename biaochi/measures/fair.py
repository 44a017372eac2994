"""The areas of one level side by side, with the limits within which they differ by chance alone (funnel plot)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from biaochi.catalogue import catalogue
from biaochi.engine import Engine
from biaochi.measures.question import Question
from biaochi.measures.whole import FEWEST, is_judged, positions
from biaochi.statistics import CONFIDENCE, WIDE, Dispersion, limits

POINTS = 120
"""Of each limit curve."""


@dataclass(frozen=True)
class Funnel:
    """``frame``: rows of ``measures.value`` of the group, with ``position`` (see ``statistics.position``) and ``is_asked``.

    ``target``: the figure of the whole, in the indicator's unit; ``limits``: denominator, lower, upper, lower_998, upper_998 in
    the indicator's unit; ``refused``: why there is no funnel (a message id), else None.
    """

    frame: pl.DataFrame
    target: float | None
    kind: str | None
    dispersion: Dispersion | None
    limits: pl.DataFrame
    whole_name: str
    refused: str | None = None


def funnel_of(engine: Engine, question: Question, level: str, grouped: pl.DataFrame) -> Funnel:
    """The funnel of the areas of ``level`` in an answer of ``measures.grouped`` (one period, no breakdown by category)."""
    indicator = catalogue()[question.indicator]
    names = dict(engine.areas.select("area_code", "area_name").iter_rows())
    rows = grouped.filter((pl.col("level") == level) & (pl.col("area_code") != pl.col("whole_code")))
    wholes = rows.filter("is_asked")["whole_code"].unique().to_list()
    whole = names.get(wholes[0], "") if len(wholes) == 1 else ""
    empty = pl.DataFrame(schema=dict.fromkeys(("denominator", "lower", "upper", "lower_998", "upper_998"), pl.Float64))
    if indicator.chance is None or indicator.direction == "none":
        return Funnel(rows, None, None, None, empty, whole, "This figure is measured, not counted: chance has no part in it.")
    if len(wholes) != 1:
        reason = "These areas lie in several wholes; choose one of them." if wholes else "Nothing lies above these areas to compare with."
        return Funnel(rows, None, indicator.chance, None, empty, whole, reason)
    judged = rows.filter(is_judged(indicator) & (pl.col("whole_code") == wholes[0]))
    if judged.height < FEWEST:
        return Funnel(rows, None, indicator.chance, None, empty, whole, "Fewer than five areas have enough cases to be compared.")
    place, scatter = positions(judged, indicator)
    judged = judged.with_columns(pl.Series("position", place, dtype=pl.Int64))
    target = judged["whole"][0]
    drawn = curves(judged, target / indicator.scale, str(indicator.chance), scatter.tau2, indicator.scale)
    return Funnel(judged, target, indicator.chance, scatter, drawn, whole)


def curves(judged: pl.DataFrame, target: float, kind: str, tau2: float, scale: float) -> pl.DataFrame:
    """Both pairs of limits over the range of denominators, evenly spaced on a logarithmic scale."""
    low, high = judged["denominator"].min(), judged["denominator"].max()
    n = np.unique(np.round(np.geomspace(max(low * 0.8, 1), high * 1.1, POINTS)))
    narrow, wide = limits(n, target, kind, CONFIDENCE, tau2), limits(n, target, kind, WIDE, tau2)
    columns = {"lower": narrow[0], "upper": narrow[1], "lower_998": wide[0], "upper_998": wide[1]}
    return pl.DataFrame({"denominator": n, **{name: edge * scale for name, edge in columns.items()}})
