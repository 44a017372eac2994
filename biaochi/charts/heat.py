"""Areas × indicators at a glance: a mark and its colour in every cell, nothing to be read from colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.charts.rows import hover
from biaochi.charts.theme import (
    KEY_LINE,
    MARKS,
    MISSING_FILL,
    MUTED,
    SMALL,
    STATE_GLYPHS,
    TEXT,
    Chart,
    key_below,
    keys_per_line,
    lines_of,
    mark_of,
    new_figure,
    nothing,
    state_of,
    state_word,
    verdict_key,
    verdict_word,
)
from biaochi.charts.words import balanced, figure_text, join, wrap
from biaochi.i18n import pick, t

_ORDER = list(MARKS)
Pairs = Mapping[Any, pl.DataFrame] | Iterable[tuple[Any, pl.DataFrame]]


def verdict_heat(
    values_by_indicator: Pairs,
    areas: list[str],
    language: str,
    *,
    short_titles: Mapping[str, str] | None = None,
    whole_name: str | None = None,
) -> Chart:
    """One cell per area and indicator with its verdict mark; the value is in the hover and in ``Chart.table``.

    The verdict is the one against the standard, or with ``whole_name`` the one against the whole of that name.

    ``values_by_indicator``: indicator → value frame with one row per area (a mapping, or pairs). ``areas``: area codes from
    top to bottom. ``short_titles``: indicator id → short column head. The table has one row per area, one column per indicator,
    each cell “● 93.7%” or the word for what is absent; its first column is the area's name.
    """
    pairs = list(values_by_indicator.items() if isinstance(values_by_indicator, Mapping) else values_by_indicator)
    if not pairs or not areas:
        return nothing(t("There is nothing to compare for this choice.", language))
    found = [{row["area_code"]: row for row in frame.iter_rows(named=True)} for _, frame in pairs]
    names = {code: row["area_name"] for rows in found for code, row in rows.items()}
    titles = [(short_titles or {}).get(ind.id) or pick(ind.title, language) for ind, _ in pairs]
    cells = [
        [
            _cell(rows.get(code), ind, language, names.get(code, code), title, whole_name)
            for (ind, _), rows, title in zip(pairs, found, titles, strict=False)
        ]
        for code in areas
    ]
    slanted = language != "zh" and len(titles) > 4
    heads = [
        _cut(title) if slanted else balanced(title, (8 if len(titles) < 5 else 6) if language == "zh" else 11)
        for title in titles
    ]
    # Sine and cosine of 45°, 6 px a letter: what the slanted heads need above the cells and beyond the last one.
    top = 24 + 4.3 * max(len(head) for head in heads) if slanted else 16 * max(h.count("<br>") + 1 for h in heads) + 12
    beyond = [4.3 * len(head) - 28 * (len(heads) - 1 - i) for i, head in enumerate(heads)]
    right = min(max(beyond), 80) if slanted else 4
    verdicts = [c["verdict"] for row in cells for c in row if c["verdict"]]
    key = verdict_key(verdicts, language, whole=whole_name)
    absent = {c["absent"] for row in cells for c in row if c["absent"]}
    key += [(glyph, MUTED, state_word(state, language)) for state, glyph in STATE_GLYPHS.items() if state in absent]
    per_line = keys_per_line(language) // (2 if whole_name else 1)  # a name makes the words long
    bottom = 12 + KEY_LINE * lines_of(key, per_line)
    figure = new_figure(30 * len(areas) + top + bottom)
    figure.update_layout(margin=dict(l=4, r=right, t=top, b=bottom))
    figure.add_trace(
        go.Heatmap(
            z=[[c["class"] for c in row] for row in cells],
            zmin=-0.5,
            zmax=4.5,
            colorscale=_scale(),
            showscale=False,
            xgap=3,
            ygap=3,
            x=list(range(len(pairs))),
            y=list(range(len(areas))),
            text=[[c["glyph"] for c in row] for row in cells],
            texttemplate="%{text}",
            textfont=dict(size=14, color=TEXT),
            hovertext=[[c["hover"] for c in row] for row in cells],
            hoverinfo="text",
            name="verdict",
        )
    )
    figure.update_xaxes(
        side="top",
        tickmode="array",
        tickvals=list(range(len(pairs))),
        ticktext=heads,
        tickangle=-45 if slanted else 0,
        ticklabeloverflow="allow",  # else plotly drops a head that comes near the edge
        showgrid=False,
        tickfont=dict(size=SMALL - (1 if slanted else 0), color=TEXT),
        range=[-0.5, len(pairs) - 0.5],
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(areas))),
        ticktext=[wrap(names.get(code, code), 24) for code in areas],
        autorange=False,
        range=[len(areas) - 0.5, -0.5],
        showgrid=False,
        tickfont=dict(size=SMALL, color=TEXT),
    )
    key_below(figure, key, per_line=per_line)
    return Chart(
        figure,
        _alt(cells, titles, len(areas), language, whole_name),
        _table(cells, titles, [names.get(c, c) for c in areas], language),
    )


def _cut(title: str, most: int = 26) -> str:
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


def _cell(
    row: dict[str, Any] | None, indicator: Any, language: str, name: str, title: str, whole: str | None
) -> dict[str, Any]:
    if row is None or row["state"] != "ok" or row["value"] is None:
        state = state_of(row)
        word = state_word(state, language)
        return dict(
            verdict=None,
            absent=state,
            glyph=STATE_GLYPHS[state],
            hover=f"<b>{name}</b> · {title}<br>{word}",
            text=word,
            **{"class": 4},
        )
    given = row["verdict" if whole is None else "verdict_whole"]
    verdict = given if given in MARKS else "not_compared"
    mark = mark_of(verdict)
    return dict(
        verdict=verdict,
        absent=None,
        glyph=mark.glyph,
        text=f"{mark.glyph} {figure_text(row['value'], indicator, language)}",
        hover=hover(row, f"{name} · {title}", indicator, language, whole),
        **{"class": _ORDER.index(verdict)},
    )


def _scale() -> list[tuple[float, str]]:
    fills = [MARKS[v].fill for v in _ORDER] + [MISSING_FILL]
    return [(edge / len(fills), fill) for i, fill in enumerate(fills) for edge in (i, i + 1)]


def _table(cells: list[list[dict[str, Any]]], titles: list[str], names: list[str], language: str) -> pl.DataFrame:
    columns: dict[str, list[str]] = {t("Area", language): names}
    for i, title in enumerate(titles):
        columns[title if title not in columns else f"{title} ({i + 1})"] = [row[i]["text"] for row in cells]
    return pl.DataFrame(columns)


def _alt(
    cells: list[list[dict[str, Any]]], titles: list[str], areas: int, language: str, whole: str | None
) -> str:
    parts = []
    for i, title in enumerate(titles):
        below = sum(row[i]["verdict"] == "worse" for row in cells)
        if below:
            parts.append(t("{title} {n}", language, title=title, n=below))
    counts = [
        t("{word}: {n}", language, n=n, word=verdict_word(v, language, whole=whole))
        for v in MARKS
        if (n := sum(c["verdict"] == v for row in cells for c in row))
    ]
    empty = sum(c["verdict"] is None for row in cells for c in row)
    if empty:
        counts.append(t("{n} without a value", language, n=empty))
    head = t(
        "{areas} areas by {indicators} indicators: {counts}.",
        language,
        areas=areas,
        indicators=len(titles),
        counts=join(counts, language),
    )
    if not parts:
        return head
    listed = (
        t("Areas below by indicator: {list}.", language, list=join(parts, language))
        if whole is None
        else t("Areas worse than {whole} by indicator: {list}.", language, whole=whole, list=join(parts, language))
    )
    return head + ("" if language == "zh" else " ") + listed
