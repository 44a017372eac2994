"""Cases in, cases out, and what is left over. The only picture with two axes: a backlog is a stock, the bars are flows."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.axes import nice_step
from biaochi.charts.theme import (
    AMBER,
    INK,
    INK_TINT,
    KEY_LINE,
    VIOLET,
    Chart,
    key_below,
    keys_per_line,
    lines_of,
    name_above,
    new_figure,
    nothing,
)
from biaochi.charts.words import period_text, period_ticks, tick
from biaochi.i18n import number, t

_INTERVALS = 4


def case_flow(flow: pl.DataFrame, language: str, *, height: int = 360) -> Chart:
    """Reported and closed per month as bars (left axis), backlog and overdue at the end of the month as lines (right axis).

    ``flow``: the explore frame ``case_flow`` (period, reported, closed, backlog, overdue; cases). A month without a figure stays
    a gap. Both axes start at zero and share their grid lines.
    """
    flow = flow.sort("period")
    columns = [
        c for c in ("reported", "closed", "backlog", "overdue") if c in flow.columns and flow[c].is_not_null().any()
    ]
    if flow.is_empty() or not columns:
        return nothing(t("No cases in these months.", language))
    words = {
        "reported": t("cases reported", language),
        "closed": t("cases closed", language),
        "backlog": t("backlog at month end", language),
        "overdue": t("overdue at month end", language),
    }
    looks = {"reported": ("■", INK_TINT), "closed": ("■", INK), "backlog": ("●", VIOLET), "overdue": ("▲", AMBER)}
    key = [(*looks[c], words[c]) for c in columns]
    per_line = keys_per_line(language)
    figure = new_figure(height)
    figure.update_layout(
        margin=dict(l=4, r=4, t=26, b=46 + KEY_LINE * lines_of(key, per_line)), bargap=0.28, bargroupgap=0.06
    )
    periods = flow["period"].to_list()
    at = list(range(len(periods)))
    for column in columns:
        numbers = flow[column].to_list()
        hover = [
            f"<b>{period_text(p, language)}</b><br>{words[column]}: {number(v, language)} {t('cases', language)}"
            for p, v in zip(periods, numbers, strict=False)
        ]
        glyph, colour = looks[column]
        if column in ("reported", "closed"):
            figure.add_trace(
                go.Bar(x=at, y=numbers, name=column, marker=dict(color=colour), hovertext=hover, hoverinfo="text")
            )
        else:
            figure.add_trace(
                go.Scatter(
                    x=at,
                    y=numbers,
                    name=column,
                    yaxis="y2",
                    mode="lines+markers",
                    hovertext=hover,
                    hoverinfo="text",
                    line=dict(color=colour, width=2.5, dash=None if column == "backlog" else "dot"),
                    marker=dict(symbol="circle" if column == "backlog" else "triangle-up", size=7, color=colour),
                )
            )
    flows = [c for c in columns if c in ("reported", "closed")]
    stocks = [c for c in columns if c not in flows]
    figure.update_layout(
        yaxis=_axis(flow, flows, language) if flows else {}, yaxis2=_axis(flow, stocks, language) if stocks else {}
    )
    name_above(figure, t("in, out (cases)", language) if flows else "")
    name_above(figure, t("backlog (cases)", language) if stocks else "", right=True)
    if stocks:
        figure.update_layout(
            yaxis2=dict(
                overlaying="y",
                side="right",
                showgrid=False,
                automargin=True,
                fixedrange=True,
                ticks="",
                zeroline=False,
                tickfont=figure.layout.yaxis.tickfont,
            )
        )
    shown, labels = period_ticks(periods, language)
    figure.update_xaxes(
        tickmode="array",
        tickvals=shown,
        ticktext=labels,
        tickangle=0,
        showgrid=False,
        ticklabelstandoff=6,
        range=[-0.6, len(periods) - 0.4],
    )
    key_below(figure, key, per_line=per_line)
    return Chart(figure, _alt(flow, columns, language))


def _axis(flow: pl.DataFrame, columns: list[str], language: str) -> dict:
    top = max(float(flow[c].max() or 0) for c in columns) or 1.0
    step = max(nice_step(top * 1.04, _INTERVALS), 1.0)
    ticks = [step * i for i in range(_INTERVALS + 1)]
    return dict(
        range=[0, step * _INTERVALS],
        tickmode="array",
        tickvals=ticks,
        ticktext=[tick(v, step, language) for v in ticks],
    )


def _alt(flow: pl.DataFrame, columns: list[str], language: str) -> str:
    first, last = flow["period"][0], flow["period"][-1]
    sums = {c: number(flow[c].sum(), language) for c in columns if c in ("reported", "closed")}
    head = t(
        "Cases from {first} to {last}", language, first=period_text(first, language), last=period_text(last, language)
    )
    parts = [head]
    if "reported" in sums:
        parts.append(t("{n} reported", language, n=sums["reported"]))
    if "closed" in sums:
        parts.append(t("{n} closed", language, n=sums["closed"]))
    comma = "，" if language == "zh" else ", "
    text = comma.join(parts) + ("。" if language == "zh" else ".")
    if "backlog" in columns:
        backlog = flow["backlog"].to_list()
        text += ("" if language == "zh" else " ") + t(
            "Backlog at the end of the last month: {last} (of the first month: {first}).",
            language,
            last=number(backlog[-1], language),
            first=number(backlog[0], language),
        )
    return text
