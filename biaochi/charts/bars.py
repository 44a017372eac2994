"""Categories compared: counts as bars from zero, rates as marks with the standard; n stands under each name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.alt import split, values_alt
from biaochi.charts.axes import number_axis, plain_axis, value_range
from biaochi.charts.rows import NAME, ROW, hover, row_plot
from biaochi.charts.theme import INK, MUTED, SMALL, TEXT, Chart, new_figure, nothing, state_word
from biaochi.charts.words import compact, figure_text, join, wrap
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


def floor_area_bars(premises: pl.DataFrame, language: str) -> Chart:
    """Floor area per area from the explore frame ``premises``, largest first; for premises without households to divide by."""
    known = premises.filter(pl.col("floor_area_m2").is_not_null())
    if known.is_empty():
        return nothing(t("There is nothing to compare for this choice.", language))
    ordered = known.sort(["floor_area_m2", "area_code"], descending=[True, False])
    names, values = ordered["area_name"].to_list(), ordered["floor_area_m2"].cast(pl.Float64).to_list()
    texts = [compact(value, language) for value in values]
    said = [f"{t('{value} m²', language, value=number(value, language))}" for value in values]
    hovers = [f"<b>{name}</b><br>{text}" for name, text in zip(names, said, strict=True)]
    figure = _lying(names, values, texts, hovers)
    plain_axis(figure, "xaxis", (0, max(values) * 1.2), language, t("Floor area in use (m²)", language), 4)
    if missing := premises.height - known.height:
        word = t("{word}: {n}", language, word=state_word("missing", language), n=missing)
        figure.add_annotation(
            text=word, x=1, xref="paper", xanchor="right", y=0, yref="paper", yanchor="bottom", showarrow=False,
            font=dict(size=SMALL, color=MUTED), name="missing",
        )  # fmt: skip
    pairs = [f"{name} {text}" for name, text in zip(names, said, strict=True)]
    return Chart(figure, t("Floor area by area: {list}.", language, list=join(pairs, language)))


def _bars(ordered: pl.DataFrame, indicator: Any, language: str) -> go.Figure:
    known, _ = split(ordered)
    figure = _lying(
        known["_label"].to_list(),
        known["value"].to_list(),
        [figure_text(v, indicator, language) for v in known["value"]],
        [hover(row, row["_label"], indicator, language) for row in known.iter_rows(named=True)],
    )
    low, high = value_range(known["value"], zero=True)
    number_axis(figure, "x", (low, high * 1.1), indicator, language)
    return figure


def _lying(names: list[str], values: list[float], texts: list[str], hovers: list[str]) -> go.Figure:
    """Bars that lie down, one row each, the figure at the end of the bar; the caller sets the value axis."""
    labels = [wrap(label, NAME) for label in names]
    tall = max(ROW, 15 * max((name.count("<br>") + 1 for name in labels), default=1) + 8)
    figure = new_figure(max(140, tall * len(names) + 60))
    figure.update_layout(margin=dict(l=4, r=10, t=8, b=46))
    at = list(range(len(names)))
    figure.add_trace(
        go.Bar(
            x=values,
            y=at,
            orientation="h",
            marker=dict(color=INK),
            width=0.62,
            name="value",
            text=texts,
            textposition="outside",
            cliponaxis=False,
            textfont=dict(size=SMALL, color=TEXT),
            hoverinfo="text",
            hovertext=hovers,
        )
    )
    figure.update_yaxes(
        range=[len(names) - 0.4, -0.6],
        tickmode="array",
        tickvals=at,
        showgrid=False,
        ticklabelstandoff=6,
        ticktext=labels,
        tickfont=dict(color=TEXT, size=SMALL),
    )
    return figure
