"""A value over time with the limits of its ordinary variation (XmR chart): which change is news and which is noise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from biaochi.charts.axes import axis_title, number_axis, one_standard, standard_text, value_range
from biaochi.charts.edge import EdgeLabel, label_edge, room_for
from biaochi.charts.icons import ASSURANCE, VARIATION
from biaochi.charts.rows import hover
from biaochi.charts.theme import (
    AMBER,
    INK,
    KEY_LINE,
    MUTED,
    SLATE,
    SMALL,
    TEAL,
    TEXT,
    VIOLET,
    WHITE,
    Chart,
    key_below,
    lines_of,
    name_above,
    new_figure,
    nothing,
    state_word,
)
from biaochi.charts.words import figure_text, join, period_text, period_ticks, with_unit
from biaochi.i18n import pick, t

SIGNALS = {
    "above": "above the upper limit",
    "below": "below the lower limit",
    "run_above": "one of seven in a row above the mean",
    "run_below": "one of seven in a row below the mean",
    "rising": "one of seven in a row, each above the one before",
    "falling": "one of seven in a row, each below the one before",
    "near_upper": "two of three near the upper limit",
    "near_lower": "two of three near the lower limit",
}
"""What a signal of ``statistics.xmr`` means, in words."""
_UPWARDS = ("above", "run_above", "rising", "near_upper")
LOOKS = {
    "ordinary": dict(symbol="circle", size=6, color=SLATE),
    "improving": dict(symbol="circle", size=11, color=TEAL, line=dict(color=WHITE, width=0.5)),
    "worsening": dict(symbol="triangle-up", size=12, color=AMBER, line=dict(color=WHITE, width=0.5)),
    "unusual": dict(symbol="diamond", size=11, color=VIOLET, line=dict(color=WHITE, width=0.5)),
}
"""Traces of points; what is neither good nor bad (no direction) is unusual."""
_KEY = {
    "improving": ("●", TEAL, "signal of improvement"),
    "worsening": ("▲", AMBER, "signal of worsening"),
    "unusual": ("◆", VIOLET, "signal of change"),
    "ordinary": ('<span style="font-size:7px">●</span>', SLATE, "ordinary variation"),
}


def control_chart(over_time: Any, indicator: Any, language: str, *, height: int = 320) -> Chart:
    """One area's value by period, with mean and limits where there are enough points, signals marked, and the standard.

    ``over_time``: see ``measures.over_time``. A period without a value breaks the line and carries its word; it is never drawn
    as zero. A limit beyond what the unit allows (above 100 %, below 0) says nothing and is not drawn.
    """
    rows = list(over_time.series.sort("period").iter_rows(named=True))
    shown = [row["value"] if row["state"] in ("ok", "too_few") else None for row in rows]
    known = [i for i, v in enumerate(shown) if v is not None]
    if not known:
        return nothing(t("No values in these periods.", language))
    chart, last = over_time.chart, rows[known[-1]]
    looks = [look_of(chart.signals[i] if chart else None, indicator.direction) for i in range(len(rows))]
    lower, upper = _limits(chart, indicator)
    standards = [row["standard"] for row in rows]
    scale = value_range([*shown, *standards, lower, upper, chart.centre if chart else None])
    labels = _labels(shown[known[-1]], last, chart, lower, upper, indicator, language)
    drawn = {looks[i] for i in known}
    key = [(glyph, colour, t(_KEY[name][2], language)) for name, (glyph, colour, _) in _KEY.items() if name in drawn and chart]
    if lower is not None or upper is not None:
        key.append(("┄", SLATE, t("limits of ordinary variation", language)))
    notes = [_note(chart, len(known), language)] if chart is None or chart.is_trial else []
    figure = new_figure(height)
    bottom = 44 + KEY_LINE * (lines_of(key, 2) + len(notes))
    figure.update_layout(margin=dict(l=4, r=room_for(labels), t=26, b=bottom))
    _levels(figure, chart, lower, upper, standards)
    figure.add_trace(
        go.Scatter(
            x=list(range(len(rows))), y=shown, mode="lines", name="line", connectgaps=False, hoverinfo="skip",
            line=dict(color=SLATE, width=2),
        )
    )  # fmt: skip
    _points(figure, rows, shown, looks, chart, indicator, language)
    _gaps(figure, rows, shown, language)
    number_axis(figure, "y", scale, indicator, language, title="")
    name_above(figure, axis_title(indicator, language))
    at, words = period_ticks([row["period"] for row in rows], language)
    figure.update_xaxes(
        tickmode="array", tickvals=at, ticktext=words, tickangle=0, showgrid=False, range=[-0.5, len(rows) - 0.5]
    )
    label_edge(figure, labels, scale)
    key_below(figure, key, per_line=2, notes=notes)
    return Chart(figure, _alt(over_time, rows, known, looks, (lower, upper), indicator, language))


def look_of(signal: str | None, direction: str) -> str:
    """How a point looks: ordinary, improving, worsening, or unusual where neither way is better."""
    if signal is None:
        return "ordinary"
    if direction == "none":
        return "unusual"
    return "improving" if (signal in _UPWARDS) == (direction == "higher") else "worsening"


def _limits(chart: Any, indicator: Any) -> tuple[float | None, float | None]:
    """The limits that a value could cross at all."""
    if chart is None:
        return None, None
    top = 100.0 if indicator.unit == "percent" and indicator.kind == "proportion" else None
    return (
        chart.lower if chart.lower > 0 else None,
        chart.upper if top is None or chart.upper < top else None,
    )


def _labels(
    value: float, last: dict, chart: Any, lower: float | None, upper: float | None, indicator: Any, language: str
) -> list[EdgeLabel]:
    """What stands in the right margin: the last value, the mean, the limits, the standard in force."""
    labels = [EdgeLabel(value, figure_text(value, indicator, language), TEXT, "value", True)]
    levels = [("mean {value}", chart.centre if chart else None, "centre"), ("upper {value}", upper, "limit"),
              ("lower {value}", lower, "limit")]  # fmt: skip
    for message, at, name in levels:
        if at is not None:
            labels.append(EdgeLabel(at, t(message, language, value=figure_text(at, indicator, language)), MUTED, name))
    if last["standard"] is not None:
        labels.append(EdgeLabel(last["standard"], standard_text(last["standard"], indicator, language), INK, "standard"))
    return labels


def _levels(figure: go.Figure, chart: Any, lower: float | None, upper: float | None, standards: list[float | None]) -> None:
    across = dict(type="line", x0=-0.5, x1=len(standards) - 0.5, layer="between")
    if chart:
        figure.add_shape(**across, y0=chart.centre, y1=chart.centre, line=dict(color=SLATE, width=1), name="centre")
    for at in (lower, upper):
        if at is not None:
            figure.add_shape(**across, y0=at, y1=at, line=dict(color=SLATE, width=1.2, dash="dot"), name="limit")
    standard = one_standard(standards)
    if standard is not None:
        figure.add_shape(**across, y0=standard, y1=standard, line=dict(color=INK, width=2), name="standard")
    elif any(at is not None for at in standards):
        figure.add_trace(  # the standard changed on the way
            go.Scatter(
                x=list(range(len(standards))), y=standards, mode="lines", name="standard", hoverinfo="skip",
                line=dict(color=INK, width=2, shape="hvh"),
            )
        )  # fmt: skip


def _points(
    figure: go.Figure, rows: list[dict], shown: list[float | None], looks: list[str], chart: Any, indicator: Any, language: str
) -> None:
    for name, look in LOOKS.items():
        part = [i for i, v in enumerate(shown) if v is not None and looks[i] == name]
        if not part:
            continue
        texts = []
        for i in part:
            text = hover(rows[i], period_text(rows[i]["period"], language), indicator, language)
            signal = chart.signals[i] if chart else None
            texts.append(f"{text}<br>{t(SIGNALS.get(signal, ''), language)}" if signal else text)
        figure.add_trace(
            go.Scatter(
                x=part, y=[shown[i] for i in part], mode="markers", name=name, marker=look, hovertext=texts, hoverinfo="text",
                cliponaxis=False,
            )
        )  # fmt: skip


def _gaps(figure: go.Figure, rows: Sequence[dict], shown: Sequence[float | None], language: str) -> None:
    """Why there is no value, once for a run of gaps: side by side the words would overlap on a phone."""
    for i, (row, v) in enumerate(zip(rows, shown, strict=True)):
        if v is None and (i == 0 or shown[i - 1] is not None):
            figure.add_annotation(
                x=i, y=0, yref="paper", yanchor="bottom", text=state_word(row["state"], language), showarrow=False,
                font=dict(size=SMALL, color=MUTED), bgcolor="rgba(255,255,255,0.85)", name="missing",
            )  # fmt: skip


def _note(chart: Any, points: int, language: str) -> str:
    if chart is None:
        return t("Too few values for limits of ordinary variation: {n}, at least 5 are needed", language, n=points)
    return t("Trial limits: from {n} values, firm from 12 on", language, n=chart.points)


def _alt(
    over_time: Any, rows: list[dict], known: list[int], looks: list[str], limits: tuple[float | None, float | None],
    indicator: Any, language: str,
) -> str:  # fmt: skip
    chart, first, last = over_time.chart, rows[known[0]], rows[known[-1]]

    def figure(value: float) -> str:
        return with_unit(value, indicator, language, indicator.digits)

    head = t(
        "{title}, {area}: {first_value} in {first}, {last_value} in {last}", language, title=pick(indicator.title, language),
        area=first["area_name"], first=period_text(first["period"], language), last=period_text(last["period"], language),
        first_value=figure(first["value"]), last_value=figure(last["value"]),
    )  # fmt: skip
    parts = [head]
    if last["standard"] is not None:
        parts.append(standard_text(last["standard"], indicator, language))
    if missing := len(rows) - len(known):
        parts.append(t("periods without a value: {n}", language, n=missing))
    sentences = [parts]
    if chart:
        around = [t("mean {value}", language, value=figure(chart.centre))]
        for message, at in zip(("lower {value}", "upper {value}"), limits, strict=True):
            if at is not None:
                around.append(t(message, language, value=figure(at)))
        for name in ("improving", "worsening", "unusual"):
            if n := sum(looks[i] == name for i in known):
                around.append(t("{word}: {n}", language, word=t(_KEY[name][2], language), n=n))
        sentences.append(around)
        judged = ((VARIATION, over_time.variation), (ASSURANCE, over_time.assurance))
        sentences += [[t(words[kind].alt, language)] for words, kind in judged if kind]
    if chart is None or chart.is_trial:
        sentences.append([_note(chart, len(known), language)])
    stop, gap = ("。", "") if language == "zh" else (".", " ")
    joined = [join(part, language) for part in sentences if part]
    return gap.join(text[:1].upper() + text[1:] + stop for text in joined)
