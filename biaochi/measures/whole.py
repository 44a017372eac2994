"""A figure held against the whole it lies in, as fairly as chance allows.

The whole of an area is the place or city it belongs to; the group is all areas of its level there. An area differs from the
whole when it lies outside the 99.8 % funnel limits around the whole's figure: with a hundred areas compared at once, 95 %
would blame five by chance. Where the group as a whole scatters more than chance (over-dispersion), the limits are wider.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from biaochi.catalogue import Indicator
from biaochi.engine import Engine
from biaochi.measures.verdict import COLUMNS
from biaochi.periods import ALL
from biaochi.scope import Scope
from biaochi.statistics import Dispersion, dispersion, position

GROUP = ["whole_code", "level", "period", "category"]
KEYS = ["area_code", "period", "category"]
OUTSIDE = 2
"""What ``statistics.position`` calls beyond the 99.8 % limits."""
FEWEST = 5
"""Below this many areas there is no group to speak of: no verdict against the whole, no funnel, no fifths."""


def with_group(engine: Engine, asked: pl.DataFrame, scope: Scope, indicator: Indicator) -> pl.DataFrame:
    """The areas asked for and those they are held against: area_code, area_name, level, whole_code, is_asked."""
    tree = engine.areas.select("area_code", "area_name", "level")
    top = set(scope.roots)

    def whole_code(code: str) -> str | None:
        chain = engine.above(code)
        root = engine.root(code)
        seen = chain[: chain.index(root) + 1] if root in chain else chain
        visible = [each for each in seen if each in top] or seen
        return visible[-1] if visible else None

    def marked(areas: pl.DataFrame) -> pl.DataFrame:
        codes = pl.Series("whole_code", [whole_code(code) for code in areas["area_code"]], dtype=pl.String)
        return areas.with_columns(codes)

    asked = marked(asked)
    if asked["area_code"].to_list() == [ALL]:
        return asked.with_columns(is_asked=pl.lit(True))
    parts = asked.filter(pl.col("area_code") != pl.col("whole_code"))
    wholes = marked(tree.join(parts.select(area_code="whole_code").unique(), on="area_code", how="semi"))
    same_level = marked(tree.filter(pl.col("level").is_in(parts["level"].unique().to_list())))
    siblings = same_level.join(parts.select("level", "whole_code").unique(), on=["level", "whole_code"], how="semi")
    if indicator.chance is None or indicator.direction == "none":
        siblings = siblings.clear()  # nothing to judge, so the whole alone is of use
    beside = pl.concat([wholes, siblings]).unique("area_code").join(asked, on="area_code", how="anti")
    return pl.concat([asked.with_columns(is_asked=pl.lit(True)), beside.with_columns(is_asked=pl.lit(False))])


def against_whole(frame: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """Fill ``whole`` (its figure), ``verdict_whole`` (better, similar, worse or not_compared) and ``is_widened``: whether the limits
    are wider than chance alone would make them. Fewer than five areas of a level are not compared: nothing tells how they scatter."""
    keys = ["whole_code", "period", "category"]
    of_whole = frame.filter(pl.col("area_code") == pl.col("whole_code")).select(
        *keys, whole=pl.when(pl.col("state") == "ok").then(pl.col("value"))
    )
    frame = frame.drop("whole", "verdict_whole").join(of_whole, on=keys, how="left", nulls_equal=True)
    frame = frame.with_columns(whole=pl.when(pl.col("area_code") != pl.col("whole_code")).then(pl.col("whole")))
    judged = frame.filter(is_judged(indicator)) if indicator.chance and indicator.direction != "none" else frame.clear()
    groups = [group for _, group in judged.group_by(GROUP, maintain_order=True) if group.height >= FEWEST]
    if not groups:
        return frame.with_columns(verdict_whole=pl.lit("not_compared"), is_widened=pl.lit(None, dtype=pl.Boolean)).select(_order(frame))
    placed = []
    for group in groups:
        place, scatter = positions(group, indicator)
        told = {"place": pl.Series(place, dtype=pl.Int64), "is_widened": pl.lit(scatter.is_overdispersed)}
        placed.append(group.select(KEYS).with_columns(**told))
    above, below = pl.col("place") >= OUTSIDE, pl.col("place") <= -OUTSIDE
    better, worse = (above, below) if indicator.direction == "higher" else (below, above)
    return (
        frame.drop("is_widened")
        .join(pl.concat(placed), on=KEYS, how="left", nulls_equal=True)
        .with_columns(
            verdict_whole=pl.when(pl.col("place").is_null())
            .then(pl.lit("not_compared"))
            .when(better).then(pl.lit("better"))
            .when(worse).then(pl.lit("worse"))
            .otherwise(pl.lit("similar"))
        )
        .select(_order(frame))
    )  # fmt: skip


def is_judged(indicator: Indicator) -> pl.Expr:
    """Rows that can be held against their whole: counted, enough of them, and the whole is known."""
    return (
        (pl.col("state") == "ok") & pl.col("whole").is_not_null() & (pl.col("denominator") > 0)
        & (pl.col("denominator") >= indicator.minimum_n)
    )  # fmt: skip


def positions(group: pl.DataFrame, indicator: Indicator) -> tuple[np.ndarray, Dispersion]:
    """Where each row of one group lies against the funnel limits of its whole, and how far the group scatters."""
    numerator, denominator = group["numerator"].to_numpy(), group["denominator"].to_numpy()
    target, kind = group["whole"][0] / indicator.scale, str(indicator.chance)
    scatter = dispersion(numerator, denominator, target, kind)
    return position(numerator, denominator, target, kind, scatter.tau2), scatter


def _order(frame: pl.DataFrame) -> list[str]:
    extra = [name for name in frame.columns if name not in (*COLUMNS, "place")]
    return [*COLUMNS, *extra]
