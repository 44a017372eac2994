"""One row per thing, a mark at its value: the picture behind the district dots and the categories."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.alt import split
from biaochi.charts.axes import number_axis, one_standard, standard_line_x, standard_text, value_range
from biaochi.charts.marks import Spot, draw_marks
from biaochi.charts.theme import (
    GRID,
    INK,
    KEY_LINE,
    MUTED,
    SMALL,
    TEXT,
    WHITE,
    add_many,
    key_below,
    keys_per_line,
    lines_of,
    new_figure,
    state_word,
    verdict_key,
    verdict_word,
)
from biaochi.charts.words import figure_beside, figure_text, text_width, with_unit, wrap
from biaochi.i18n import number, t

ROW = 28
"""Pixels per row."""
NAME = 24
"""Width of a row's name in Latin characters before it breaks: twelve Chinese characters."""
_PHONE_PLOT = 190
"""Width of the plotting area on a phone, for deciding on which side of a mark its label stands."""


def row_plot(frame: pl.DataFrame, names: list[str], indicator: Any, language: str) -> go.Figure:
    """Draw ``frame`` (value-frame columns, in the order given, first on top) with ``names`` as row labels.

    Rows without a value come last, keep their row and carry a word instead of a mark. Intervals are thin bars; the standard
    is one line, or a tick per row where rows have different ones.
    """
    labelled = shown_intervals(frame, indicator).with_columns(pl.Series("_name", names, dtype=pl.String))
    known, absent = split(labelled)
    rows = [*known.iter_rows(named=True), *absent.iter_rows(named=True)]
    wrapped = [wrap(row["_name"], NAME) for row in rows]
    standard = one_standard(known["standard"])
    limits = value_range([*known["value"], *known["standard"], *known["lower"], *known["upper"]])
    limits = _with_room(limits, known, indicator, language)
    verdicts = known["verdict"].fill_null("not_compared").to_list()
    # A key of one entry “meets” says nothing that the side of the standard does not say already.
    key = [] if set(verdicts) <= {"better"} or set(verdicts) <= {"worse"} else verdict_key(verdicts, language, indicator)
    key = [] if set(verdicts) <= {"not_compared"} else key
    own = standard is None and known["standard"].is_not_null().any()
    if own:
        key.append(("┃", INK, t("own standard", language)))
    per_line = keys_per_line(language)
    tall = max(ROW, 15 * max(name.count("<br>") + 1 for name in wrapped) + 8)
    bottom = (32 if indicator.unit == "percent" else 52) + KEY_LINE * lines_of(key, per_line)
    figure = new_figure(max(140, tall * len(rows) + 26 + bottom))
    figure.update_layout(margin=dict(l=4, r=10, t=26, b=bottom))
    guides = [
        dict(type="line", x0=0, x1=1, xref="paper", y0=y, y1=y, line=dict(color=GRID, width=1), layer="below")
        for y in range(len(rows))
    ]
    add_many(figure, shapes=guides)
    _intervals(figure, known)
    draw_marks(
        figure,
        [
            Spot(row["value"], y, row["verdict"], hover(row, row["_name"], indicator, language))
            for y, row in enumerate(rows[: known.height])
        ],
    )
    labels = [_label(y, row, indicator, language, limits) for y, row in enumerate(rows[: known.height])]
    words = [
        dict(
            x=0,
            xref="paper",
            y=y,
            text=state_word(rows[y]["state"], language),
            xanchor="left",
            xshift=4,
            font=dict(size=SMALL, color=MUTED),
            bgcolor=WHITE,
            name="missing",
        )
        for y in range(known.height, len(rows))
    ]
    add_many(figure, annotations=[*labels, *words])
    if standard is not None:
        standard_line_x(
            figure, standard, -0.6, known.height - 0.5, standard_text(standard, indicator, language), limits
        )
    elif own:
        _own_standards(figure, known)
    number_axis(figure, "x", limits, indicator, language)
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.6],
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=wrapped,
        showgrid=False,
        tickfont=dict(color=TEXT, size=SMALL),
        ticklabelstandoff=6,
    )
    key_below(figure, key, per_line=per_line)
    return figure


def has_interval(indicator: Any) -> bool:
    """Whether an interval is drawn: where the verdict goes by it (a sample, a median), and of a rate of events without a standard.

    A census meets its standard or does not, by the exact figure: a bar across the line would contradict that.
    """
    return indicator.sampling or indicator.kind == "duration" or (indicator.events and indicator.standard is None)


def shown_intervals(frame: pl.DataFrame, indicator: Any) -> pl.DataFrame:
    """``frame`` with ``lower`` and ``upper`` blank where no interval is drawn."""
    return frame if has_interval(indicator) else frame.with_columns(lower=pl.lit(None, pl.Float64), upper=pl.lit(None, pl.Float64))


def hover(row: dict[str, Any], name: str, indicator: Any, language: str, whole: str | None = None) -> str:
    """Name, value with unit, interval, standard with verdict, and what it is counted from.

    ``whole``: the name of the area the figure is held against, whose figure and verdict then have a line, too.
    """
    lines = [f"<b>{name}</b>", with_unit(row["value"], indicator, language, indicator.digits)]
    if has_interval(indicator) and row["lower"] is not None and row["upper"] is not None:
        lines.append(
            t(
                "95% interval {low} – {high}",
                language,
                low=figure_text(row["lower"], indicator, language, indicator.digits),
                high=figure_text(row["upper"], indicator, language, indicator.digits),
            )
        )
    if row["standard"] is not None:
        lines.append(
            f"{standard_text(row['standard'], indicator, language)} · {verdict_word(row['verdict'], language, indicator)}"
        )
    if whole is not None and row.get("whole") is not None:
        figure = figure_text(row["whole"], indicator, language, indicator.digits)
        lines.append(f"{whole} {figure} · {verdict_word(row['verdict_whole'], language, indicator, whole)}")
    if row["denominator"] is not None:
        lines.append(t("n = {n}", language, n=number(row["denominator"], language)))
    if row["areas_missing"]:
        lines.append(t("{n} communities missing", language, n=row["areas_missing"]))
    return "<br>".join(lines)


def _intervals(figure: go.Figure, known: pl.DataFrame) -> None:
    x: list[float | None] = []
    y: list[int | None] = []
    for i, row in enumerate(known.iter_rows(named=True)):
        if row["lower"] is not None and row["upper"] is not None:
            x += [row["lower"], row["upper"], None]
            y += [i, i, None]
    if x:
        figure.add_trace(
            go.Scatter(x=x, y=y, mode="lines", name="interval", line=dict(color="#9AA8B5", width=3), hoverinfo="skip")
        )


def _own_standards(figure: go.Figure, known: pl.DataFrame) -> None:
    ticks = [
        dict(type="line", x0=at, x1=at, y0=y - 0.38, y1=y + 0.38, line=dict(color=INK, width=3), name="standard")
        for y, at in enumerate(known["standard"])
        if at is not None
    ]
    add_many(figure, shapes=ticks)


def _label(y: int, row: dict[str, Any], indicator: Any, language: str, limits: tuple[float, float]) -> dict[str, Any]:
    """The value beside the mark, on the side away from the standard; on the other side where the axis ends first."""
    text, left, left_to, right_from = _side(row, indicator, language)
    need = _pixels(text) * (limits[1] - limits[0]) / _PHONE_PLOT
    if left and left_to - need < limits[0]:
        left = False
    at = row["standard"]
    crossed = at is not None and (left_to - need <= at <= left_to if left else right_from <= at <= right_from + need)
    return dict(
        x=left_to if left else right_from,
        y=y,
        text=text,
        xanchor="right" if left else "left",
        xshift=-8 if left else 8,
        font=dict(size=SMALL, color=TEXT),
        name="value",
        bgcolor="rgba(255,255,255,0.85)" if crossed else None,
    )


def _side(row: dict[str, Any], indicator: Any, language: str) -> tuple[str, bool, float, float]:
    """Label text, whether it belongs on the left, and where mark and interval begin and end."""
    ends = [v for v in (row["value"], row["lower"], row["upper"]) if v is not None]
    left = row["standard"] is not None and row["value"] < row["standard"]
    return figure_beside(row["value"], row["standard"], indicator, language), left, min(ends), max(ends)


def _pixels(text: str) -> float:
    return text_width(text) * 7 + 14


def _with_room(limits: tuple[float, float], known: pl.DataFrame, indicator: Any, language: str) -> tuple[float, float]:
    """Widen an axis until every value label has room on its side. An axis that starts at zero keeps its zero."""
    low, high = limits
    for _ in range(8):  # each widening makes a label wider in the axis' units; the rounds settle it
        per_pixel = (high - low) / _PHONE_PLOT
        for row in known.iter_rows(named=True):
            text, left, left_to, right_from = _side(row, indicator, language)
            need = _pixels(text) * per_pixel * 1.01
            if left and low != 0:
                low = min(low, left_to - need)
            elif not left:
                high = max(high, right_from + need)
    return low, high
