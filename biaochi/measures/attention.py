"""Where to look first: areas significantly below a standard, those that are getting worse ahead of all others.

A list that picks the worst of many must not pick by chance: what is a sample is listed only where it lies beyond the exact
99.8 % limits around the standard; “getting worse” is the test over the last five periods (``verdict.change``), never two points.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from biaochi.catalogue import Indicator, catalogue
from biaochi.measures.verdict import change
from biaochi.measures.whole import OUTSIDE
from biaochi.statistics import position

DRIVERS = 2
"""How many categories or areas are named as driving a finding."""
SHARE = 0.1
"""A driver accounts for at least this part of the shortfall."""


def significant(rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """The rows of ``measures.value`` that are below their standard beyond what the worst of many shows by chance.

    The share of one community is yes or no and is left out: a shortfall of a hundred points says nothing. Adds
    ``shortfall``, the distance from the standard as a part of it.
    """
    is_one = pl.lit(indicator.kind == "proportion" and not indicator.sampling) & (pl.col("denominator") == 1)
    worse = rows.filter((pl.col("verdict") == "worse") & (pl.col("standard") != 0) & ~is_one.fill_null(False))
    if indicator.sampling and worse.height:
        target = worse["standard"].to_numpy() / indicator.scale
        place = [
            int(position(np.array([k]), np.array([n]), aim, str(indicator.chance))[0])
            for k, n, aim in zip(worse["numerator"], worse["denominator"], target, strict=True)
        ]
        worse = worse.filter(pl.Series(place).abs() >= OUTSIDE)
    return worse.with_columns(
        indicator=pl.lit(indicator.id),
        shortfall=((pl.col("value") - pl.col("standard")).abs() / pl.col("standard")),
    )


def worsening(series: pl.DataFrame, indicator: Indicator) -> set[str]:
    """The areas of an answer by area and period that are getting worse."""
    ordered = series.sort("area_code", "period").partition_by("area_code", as_dict=True)
    return {str(code) for (code,), rows in ordered.items() if change(rows, indicator) == "worsening"}


def listed(found: Sequence[pl.DataFrame], most: int, most_of_one: int) -> pl.DataFrame:
    """The first of the rows of ``significant`` with ``is_worsening``: those getting worse, then by shortfall; at most
    ``most_of_one`` of one indicator, so that one theme does not fill the list."""
    rows = pl.concat(found) if found else pl.DataFrame()
    if rows.is_empty():
        return rows
    ordered = rows.sort(["is_worsening", "shortfall", "area_code"], descending=[True, True, False])
    nth = pl.int_range(pl.len()).over("indicator")
    return ordered.filter((nth < most_of_one) | pl.col("is_worsening")).head(most)


def drivers(parts: pl.DataFrame, name: str, indicator_id: str, standard: float) -> list[tuple[str, float]]:
    """The parts (categories or areas below, rows of ``measures.value``) that make most of a shortfall: (name, share of it).

    Each part's contribution is what it lacks: the cases by which it falls short of the standard. Shares are of all lacking.
    """
    indicator = catalogue()[indicator_id]
    sign = 1 if indicator.direction == "higher" else -1
    lacking = sign * (standard / indicator.scale * pl.col("denominator") - pl.col("numerator"))
    known = parts.filter(pl.col("denominator") > 0).with_columns(lacking=lacking).filter(pl.col("lacking") > 0)
    total = known["lacking"].sum()
    if not total:
        return []
    shares = known.with_columns(share=pl.col("lacking") / total).filter(pl.col("share") >= SHARE)
    first = shares.sort(["share", name], descending=[True, False]).head(DRIVERS)
    return [(str(row[name]), row["share"]) for row in first.to_dicts()]
