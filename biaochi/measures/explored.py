"""Explorations that count the same as an indicator of persons: what the indicator keeps back they keep back, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from biaochi.measures.suppress import SUPPRESSED


@dataclass(frozen=True)
class Personal:
    """``member``: the column that names the members of a breakdown by category. ``figures``: indicators, and the columns that tell
    their numerator; ``shared``: the column of their common denominator."""

    member: str
    figures: dict[str, tuple[str, ...]]
    shared: str


PERSONAL = {
    "wishes": Personal("wish_kind", {"wish_claimed_share": ("claimed",), "wish_fulfilled_share": ("fulfilled", "median_days")}, "collected")
}


def kept_back(name: str, frame: pl.DataFrame, ask: Callable[[str], pl.DataFrame]) -> pl.DataFrame:
    """The rows of an exploration without what must not be told; ``ask`` gives an indicator by category, as the rows were asked for.

    A hidden cell is null. The denominator stands as long as one of the indicators shows it. Members that are hidden though nobody
    is counted there get a row, as in the answer.
    """
    if name not in PERSONAL:
        return frame
    told = PERSONAL[name]
    hidden = {
        indicator: ask(indicator).filter(pl.col("state") == SUPPRESSED)["category"].unique().to_list() for indicator in told.figures
    }
    everywhere = [each for each in next(iter(hidden.values())) if all(each in members for members in hidden.values())]
    absent = [each for each in everywhere if each not in frame[told.member].to_list()]
    rows = pl.DataFrame({told.member: absent}, schema={told.member: frame.schema[told.member]})
    frame = pl.concat([frame, rows], how="diagonal")
    blanked = [
        pl.when(~pl.col(told.member).is_in(hidden[indicator])).then(pl.col(column)).alias(column)
        for indicator, columns in told.figures.items()
        for column in columns
    ]
    shared = pl.when(~pl.col(told.member).is_in(everywhere)).then(pl.col(told.shared)).alias(told.shared)
    return frame.with_columns(*blanked, shared).sort(told.shared, told.member, descending=[True, False], nulls_last=True)
