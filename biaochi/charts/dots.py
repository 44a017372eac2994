"""Areas compared: one row each, a mark at the value, the standard as a line."""

from __future__ import annotations

from typing import Any

import polars as pl

from biaochi.charts.alt import split, values_alt
from biaochi.charts.rows import row_plot
from biaochi.charts.theme import Chart, nothing
from biaochi.i18n import t


def district_dots(values: pl.DataFrame, indicator: Any, language: str, *, is_ordered: bool = True) -> Chart:
    """Dot plot of a value frame with one row per area, best value on top; areas without a value last, in words.

    ``values``: columns of ``measures.value``. The picture grows by one row per area. Two areas of one name keep a row each. Without
    ``is_ordered`` rows stand as they come, where an order of values would be read as a ranking.
    """
    if values.is_empty():
        return nothing(t("There is nothing to compare for this choice.", language))
    known, absent = split(values)
    lower_is_better = indicator.direction == "lower"
    if is_ordered:
        known = known.sort(["value", "area_code"], descending=[not lower_is_better, False])
        absent = absent.sort("area_code")
    ordered = pl.concat([known, absent])
    names = [row["area_name"] or row["area_code"] for row in ordered.iter_rows(named=True)]
    return Chart(row_plot(ordered, names, indicator, language), values_alt(values, indicator, language))
