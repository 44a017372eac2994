"""A value over time: line, interval band, the standard, and the limits within which change is noise."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.alt import split
from biaochi.charts.axes import axis_title, number_axis, one_standard, standard_line_y, standard_text, value_range
from biaochi.charts.marks import Spot, draw_marks
from biaochi.charts.rows import hover
from biaochi.charts.theme import (
    INK,
    KEY_LINE,
    MUTED,
    SERIES,
    SLATE,
    SMALL,
    Chart,
    key_below,
    keys_per_line,
    lines_of,
    name_above,
    new_figure,
    nothing,
    state_word,
    verdict_key,
)
from biaochi.charts.words import figure_text, join, period_text, period_ticks, with_unit
from biaochi.i18n import pick, t

_MOST_LINES = 6


def trend_line(
    series: pl.DataFrame,
    indicator: Any,
    language: str,
    *,
    limits: tuple[float, float, float] | None = None,
    height: int = 320,
) -> Chart:
    """``series``: a value frame by period (one area, or up to six areas drawn as named lines without bands).

    ``limits``: (lower, centre, upper) of an XmR chart, in the indicator's unit. A period without a value breaks the line and
    carries its word; it is never drawn as zero.
    """
    known, _ = split(series)
    if known.is_empty():
        return nothing(t("No values in these periods.", language))
    periods = sorted(series["period"].unique().to_list())
    at = {period: i for i, period in enumerate(periods)}
    areas = series["area_code"].unique(maintain_order=True).to_list()[:_MOST_LINES]
    single = len(areas) == 1
    verdicts = known["verdict"].fill_null("not_compared").to_list()
    key = verdict_key(verdicts, language, indicator) if single and any(v != "not_compared" for v in verdicts) else []
    if single and known["lower"].is_not_null().any():
        key.append(("■", "#C9D6E4", t("95% interval", language)))
    if limits:
        key.append(("┄", SLATE, t("limits of ordinary variation", language)))
    per_line = keys_per_line(language)
    figure = new_figure(height)
    figure.update_layout(margin=dict(l=4, r=46 if single else 84, t=26, b=44 + KEY_LINE * lines_of(key, per_line)))
    standard = one_standard(known["standard"])
    bounds = [*known["lower"], *known["upper"]] if single else []
    scale = value_range([*known["value"], *bounds, *known["standard"].unique(), *(limits or ())])
    for i, area in enumerate(areas):
        rows = series.filter(pl.col("area_code") == area).sort("period")
        (_one if single else _named)(figure, rows, at, indicator, language, SERIES[i])
    if limits:
        for y in limits:
            figure.add_shape(
                type="line",
                x0=0,
                x1=1,
                xref="paper",
                y0=y,
                y1=y,
                name="limit",
                line=dict(color=SLATE, width=1, dash="solid" if y == limits[1] else "dot"),
            )
    if standard is not None:
        standard_line_y(figure, standard, standard_text(standard, indicator, language), -0.4, len(periods) - 0.6)
    elif known["standard"].is_not_null().any():
        _own_standard(figure, known, at)
    number_axis(figure, "y", scale, indicator, language, title="")
    name_above(figure, axis_title(indicator, language))
    shown, labels = period_ticks(periods, language)
    figure.update_xaxes(
        tickmode="array", tickvals=shown, ticktext=labels, tickangle=0, showgrid=False, range=[-0.4, len(periods) - 0.6]
    )
    key_below(figure, key, per_line=per_line)
    return Chart(figure, _alt(series, areas, indicator, language))


def _one(figure: go.Figure, rows: pl.DataFrame, at: dict[str, int], indicator: Any, language: str, colour: str) -> None:
    points = list(rows.iter_rows(named=True))
    x = [at[row["period"]] for row in points]
    shown = [row["value"] if row["state"] == "ok" else None for row in points]
    for run in _runs(
        [
            row if v is not None and row["lower"] is not None and row["upper"] is not None else None
            for row, v in zip(points, shown, strict=False)
        ]
    ):
        xs = [at[row["period"]] for row in run]
        figure.add_trace(
            go.Scatter(
                x=xs + xs[::-1],
                y=[row["upper"] for row in run] + [row["lower"] for row in run][::-1],
                mode="lines",
                fill="toself",
                fillcolor="rgba(31,78,121,0.16)",
                line=dict(width=5 if len(run) == 1 else 0, color="rgba(31,78,121,0.16)"),
                name="interval",
                hoverinfo="skip",
            )
        )
    figure.add_trace(
        go.Scatter(
            x=x,
            y=shown,
            mode="lines",
            name="line",
            connectgaps=False,
            line=dict(color=colour, width=2.5),
            hoverinfo="skip",
        )
    )
    spots = [
        Spot(
            at[row["period"]],
            v,
            row["verdict"],
            hover(row, period_text(row["period"], language), indicator, language),
        )
        for row, v in zip(points, shown, strict=False)
        if v is not None
    ]
    draw_marks(figure, spots, 10)
    for i, (row, v) in enumerate(zip(points, shown, strict=False)):
        # One word for a run of gaps: side by side they would overlap on a phone.
        if v is None and (i == 0 or shown[i - 1] is not None):
            figure.add_annotation(
                x=at[row["period"]],
                y=0,
                yref="paper",
                yanchor="bottom",
                text=state_word(row["state"], language),
                showarrow=False,
                font=dict(size=SMALL, color=MUTED),
                bgcolor="rgba(255,255,255,0.85)",
                name="missing",
            )
    _end_label(figure, x, shown, lambda v: f"<b>{figure_text(v, indicator, language)}</b>", colour)


def _named(
    figure: go.Figure, rows: pl.DataFrame, at: dict[str, int], indicator: Any, language: str, colour: str
) -> None:
    points = list(rows.iter_rows(named=True))
    x = [at[row["period"]] for row in points]
    shown = [row["value"] if row["state"] == "ok" else None for row in points]
    name = points[0]["area_name"]
    texts = [hover(row, f"{name} · {period_text(row['period'], language)}", indicator, language) for row in points]
    figure.add_trace(
        go.Scatter(
            x=x,
            y=shown,
            mode="lines+markers",
            name=name,
            connectgaps=False,
            line=dict(color=colour, width=2),
            marker=dict(size=6, color=colour),
            hovertext=texts,
            hoverinfo="text",
        )
    )
    _end_label(
        figure,
        x,
        shown,
        lambda v: f"{name} {figure_text(v, indicator, language)}",
        colour if colour in (INK, SLATE) else MUTED,
    )


def _end_label(figure: go.Figure, x: list[int], shown: list[float | None], text: Any, colour: str) -> None:
    last = max((i for i, v in enumerate(shown) if v is not None), default=None)
    if last is not None:
        figure.add_annotation(
            x=x[last],
            y=shown[last],
            text=text(shown[last]),
            showarrow=False,
            xanchor="left",
            xshift=9,
            font=dict(size=SMALL, color=colour),
            name="value",
        )


def _own_standard(figure: go.Figure, known: pl.DataFrame, at: dict[str, int]) -> None:
    """The standard changed on the way: a step line instead of one straight line."""
    steps = known.filter(pl.col("standard").is_not_null()).unique("period").sort("period")
    figure.add_trace(
        go.Scatter(
            x=[at[p] for p in steps["period"]],
            y=steps["standard"].to_list(),
            mode="lines",
            name="standard",
            line=dict(color=INK, width=2, shape="hvh"),
            hoverinfo="skip",
        )
    )


def _runs(items: list[Any]) -> list[list[Any]]:
    runs: list[list[Any]] = [[]]
    for item in items:
        if item is None:
            runs.append([])
        else:
            runs[-1].append(item)
    return [run for run in runs if run]


def _alt(series: pl.DataFrame, areas: list[str], indicator: Any, language: str) -> str:
    sentences = []
    for area in areas:
        rows = series.filter(pl.col("area_code") == area).sort("period")
        known, absent = split(rows)
        if known.is_empty():
            continue
        first, last = known.row(0, named=True), known.row(-1, named=True)
        parts = [
            t(
                "{title}, {area}: {first_value} in {first}, {last_value} in {last}",
                language,
                title=pick(indicator.title, language),
                area=first["area_name"],
                first=period_text(first["period"], language),
                last=period_text(last["period"], language),
                first_value=with_unit(first["value"], indicator, language, indicator.digits),
                last_value=with_unit(last["value"], indicator, language, indicator.digits),
            ),
            standard_text(last["standard"], indicator, language) if last["standard"] is not None else "",
            t("periods without a value: {n}", language, n=absent.height) if absent.height else "",
        ]
        sentences.append(join(parts, language) + ("。" if language == "zh" else "."))
    return ("" if language == "zh" else " ").join(sentences)
