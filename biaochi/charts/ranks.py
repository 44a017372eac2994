"""Areas beside one another without a league table: ranges of ranks that chance leaves open, and bands instead of ranks."""

from __future__ import annotations

import html
from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.theme import (
    GRID,
    INK,
    INK_TINT,
    MARKS,
    MUTED,
    SLATE,
    SMALL,
    TEXT,
    Chart,
    add_many,
    new_figure,
    nothing,
    state_of,
    state_word,
    verdict_word,
)
from biaochi.charts.words import balanced, figure_text, join, with_unit, wrap
from biaochi.i18n import number, pick, t

ROW = 26
"""Pixels per row."""
LISTED = 12
"""Up to so many areas of a band are listed at once; the others unfold."""
FIFTHS = {1: "lowest fifth", 2: "second lowest fifth", 3: "middle fifth", 4: "second highest fifth", 5: "highest fifth"}
_NAME = 24


def rank_ranges(frame: pl.DataFrame, indicator: Any, language: str) -> Chart:
    """One bar per area from the worst to the best rank that chance allows, areas in the order of their codes and not numbered.

    ``frame``: rows of ``measures.value`` with ``rank_best`` and ``rank_worst`` (1 being first); all of them were ranked. The first
    rank stands on the right, as what is better does everywhere. The line is the middle of the ranks.
    """
    rows = frame.drop_nulls(["rank_best", "rank_worst"]).sort("area_code").to_dicts()
    if not rows:
        return nothing(t("There is nothing to compare for this choice.", language))
    n, names = len(rows), [wrap(row["area_name"] or row["area_code"], _NAME) for row in rows]
    tall = max(ROW, 15 * max(name.count("<br>") + 1 for name in names) + 8)
    figure = new_figure(tall * n + 92)
    figure.update_layout(margin=dict(l=4, r=58, t=22, b=70))
    guides = [dict(type="line", x0=0, x1=1, xref="paper", y0=y, y1=y, line=dict(color=GRID, width=1), layer="below") for y in range(n)]
    middle = (n + 1) / 2
    centre = dict(
        type="line", x0=middle, x1=middle, y0=-0.6, y1=n - 0.4, line=dict(color=SLATE, width=1, dash="dot"), layer="below", name="middle"
    )
    texts = [_range(row) for row in rows]
    labels = [
        dict(x=1, xref="paper", xanchor="left", xshift=8, y=y, text=text, font=dict(size=SMALL, color=TEXT), name="range")
        for y, text in enumerate(texts)
    ]
    heading = dict(
        x=middle, y=1, yref="paper", yanchor="bottom", text=t("middle", language), font=dict(size=SMALL, color=MUTED), name="middle"
    )
    add_many(figure, shapes=[*guides, centre], annotations=[*labels, heading])
    figure.add_trace(
        go.Scatter(
            x=[x for row in rows for x in (row["rank_worst"], row["rank_best"], None)], y=[at for y in range(n) for at in (y, y, None)],
            mode="lines", name="range", line=dict(color=INK_TINT, width=7), hoverinfo="skip",
        )
    )  # fmt: skip
    hovers = [_hover(row, n, indicator, language) for row in rows]
    figure.add_trace(
        go.Scatter(
            x=[row[edge] for edge in ("rank_worst", "rank_best") for row in rows], y=list(range(n)) * 2, mode="markers", name="ends",
            marker=dict(size=9, color=INK), customdata=[row["area_code"] for row in rows] * 2, hoverinfo="text",
            hovertext=hovers * 2, cliponaxis=False,
        )
    )  # fmt: skip
    title = t("range of ranks that chance allows, of {n}; the first rank is on the right", language, n=n)
    figure.update_xaxes(
        range=[n + 0.6, 0.4], tickmode="array", tickvals=[1, n], ticktext=["1", number(n, language)], showgrid=False,
        title=dict(text=balanced(title, 40)),
    )  # fmt: skip
    figure.update_yaxes(
        range=[n - 0.4, -0.6], tickmode="array", tickvals=list(range(n)), ticktext=names, showgrid=False,
        tickfont=dict(color=TEXT, size=SMALL), ticklabelstandoff=6,
    )  # fmt: skip
    return Chart(figure, _alt(rows, texts, indicator, language))


def _range(row: dict[str, Any]) -> str:
    best, worst = row["rank_best"], row["rank_worst"]
    return str(best) if best == worst else f"{best}–{worst}"


def _hover(row: dict[str, Any], n: int, indicator: Any, language: str) -> str:
    lines = [
        f"<b>{row['area_name']}</b>",
        with_unit(row["value"], indicator, language, indicator.digits),
        t("rank {best} to {worst} of {n}", language, best=row["rank_best"], worst=row["rank_worst"], n=n),
    ]
    if row["denominator"] is not None:
        lines.append(t("n = {n}", language, n=number(row["denominator"], language)))
    return "<br>".join(lines)


def _alt(rows: list[dict[str, Any]], texts: list[str], indicator: Any, language: str) -> str:
    n = len(rows)
    clear = sum(row["rank_worst"] < (n + 1) / 2 or row["rank_best"] > (n + 1) / 2 for row in rows)
    head = t(
        "{title}: the range of ranks that chance allows, for {n} areas; {clear} of them lie clear of the middle.",
        language, title=pick(indicator.title, language), n=n, clear=clear,
    )  # fmt: skip
    listed = join([f"{row['area_name']} {text}" for row, text in zip(rows, texts, strict=True)], language)
    return head + (listed + "。" if language == "zh" else f" {listed}.")


def bands(bands: Any, indicator: Any, language: str, *, whole: str) -> str:
    """The areas of one group in bands, worse to the left and better to the right, to be set into a page; it folds on a phone.

    ``bands``: see ``measures.bands``; within a band areas stand in the order of their codes. ``whole``: what the group is held
    against. Fifths are only a relative position, without colours, and say so; a refused one is its reason.
    """
    if bands.refused:
        return f'<div style="color:{MUTED}">{html.escape(t(bands.refused, language))}</div>'
    rows = bands.frame.sort("area_code").to_dicts()
    is_fifths = bands.kind == "fifths"
    order = list(FIFTHS) if is_fifths else ["worse", "similar", "better"]
    if is_fifths and indicator.direction == "lower":
        order.reverse()
    columns = [_column(band, [row for row in rows if row["band"] == band], indicator, language, whole) for band in order]
    left = [row for row in rows if row["band"] not in order]
    notes = [_left_out(left, language)] if left else []
    if is_fifths:
        notes.append(t("Fifths tell where an area stands among the others, not whether it is good or meets a standard.", language))
    below = "".join(f'<div style="color:{MUTED};font-size:13px;padding-top:6px">{html.escape(note)}</div>' for note in notes)
    grid = f"display:grid;grid-template-columns:repeat(auto-fit,minmax({118 if is_fifths else 190}px,1fr));gap:10px 16px;font-size:14px"
    return f'<div style="{grid}">{"".join(columns)}</div>{below}'


def _column(band: Any, rows: list[dict[str, Any]], indicator: Any, language: str, whole: str) -> str:
    """Head with mark, word and count, and the areas below it."""
    if band in FIFTHS:
        colour, head = INK, html.escape(t(FIFTHS.get(band, ""), language))
    else:
        mark = MARKS[band]
        colour, head = mark.colour, f"{mark.glyph} {html.escape(verdict_word(band, language, whole=whole))}"
    items = [
        f'<span style="display:inline-block;margin-right:14px">{html.escape(row["area_name"] or row["area_code"])} '
        f'<span style="color:{MUTED}">{html.escape(figure_text(row["value"], indicator, language))}</span></span>'
        for row in rows
    ]
    body = "".join(items[:LISTED]) or f'<span style="color:{MUTED}">{html.escape(t("none", language))}</span>'
    if more := items[LISTED:]:
        summary = html.escape(t("{n} more", language, n=len(more)))
        body += f'<details><summary style="cursor:pointer;color:{MUTED}">{summary}</summary>{"".join(more)}</details>'
    return (
        f'<div style="border-top:3px solid {colour};padding:6px 0">'
        f'<div style="color:{colour};font-weight:600">{head} · {number(len(rows), language)}</div>'
        f'<div style="line-height:1.7">{body}</div></div>'
    )


def _left_out(rows: list[dict[str, Any]], language: str) -> str:
    """Areas in no band, and why."""
    names = [
        f"{row['area_name']} ({state_word(state_of(row), language)})" if row["state"] != "ok" else str(row["area_name"]) for row in rows
    ]
    shown = join(names[:LISTED], language) + ("…" if len(names) > LISTED else "")
    return t("Not compared ({n}): {names}", language, n=len(rows), names=shown)
