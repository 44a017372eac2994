"""Categories compared: counts as bars from zero, rates as marks with the standard; n stands under each name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.alt import split, values_alt
from biaochi.charts.axes import number_axis, value_range
from biaochi.charts.rows import ROW, hover, row_plot
from biaochi.charts.theme import INK, SMALL, TEXT, Chart, new_figure, nothing
from biaochi.charts.words import figure_text, wrap
from biaochi.i18n import number, t


def category_bars(values: pl.DataFrame, indicator: Any, language: str, names: Mapping[str, str] | None = None) -> Chart:
    """One row per ``category`` of a value frame, largest count (or best rate) first; ``names`` puts words to codes.

    A rate shows n (its denominator) under the name, so a rate of 5 out of 6 is read as one.
    """
    if values.is_empty():
        return nothing(t("There is nothing to compare for this choice.", language))
    words = [(names or {}).get(c, c) if c is not None else t("not classified", language) for c in values["category"]]
    labelled = values.with_columns(pl.Series("_label", words, dtype=pl.String))
    known, absent = split(labelled)
    lower_is_better = indicator.direction == "lower" and indicator.kind != "count"
    ordered = pl.concat([known.sort("value", descending=not lower_is_better, maintain_order=True), absent])
    alt = values_alt(labelled, indicator, language, "_label")
    if indicator.kind != "count":
        with_n = [
            f"{row['_label']} (n={number(row['denominator'], language)})"
            if row["denominator"] is not None
            else row["_label"]
            for row in ordered.iter_rows(named=True)
        ]
        return Chart(row_plot(ordered.drop("_label"), with_n, indicator, language), alt)
    return Chart(_bars(ordered, indicator, language), alt)


def _bars(ordered: pl.DataFrame, indicator: Any, language: str) -> go.Figure:
    known, _ = split(ordered)
    labels = [wrap(label, 14 if language == "zh" else 18) for label in known["_label"]]
    figure = new_figure(max(140, max(ROW, 15 * max(name.count("<br>") + 1 for name in labels) + 8) * known.height + 60))
    figure.update_layout(margin=dict(l=4, r=10, t=8, b=46))
    at = list(range(known.height))
    figure.add_trace(
        go.Bar(
            x=known["value"].to_list(),
            y=at,
            orientation="h",
            marker=dict(color=INK),
            width=0.62,
            name="value",
            text=[figure_text(v, indicator, language) for v in known["value"]],
            textposition="outside",
            cliponaxis=False,
            textfont=dict(size=SMALL, color=TEXT),
            hoverinfo="text",
            hovertext=[hover(row, row["_label"], indicator, language) for row in known.iter_rows(named=True)],
        )
    )
    low, high = value_range(known["value"], zero=True)
    number_axis(figure, "x", (low, high * 1.1), indicator, language)
    figure.update_yaxes(
        range=[known.height - 0.4, -0.6],
        tickmode="array",
        tickvals=at,
        showgrid=False,
        ticklabelstandoff=6,
        ticktext=labels,
        tickfont=dict(color=TEXT, size=SMALL),
    )
    return figure
