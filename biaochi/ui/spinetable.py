"""The figures of one community as a table whose rows are pictures too: position against standard, street and city."""

from __future__ import annotations

import html

import streamlit as st

from biaochi.charts.spine import HEIGHT, SPARK_WIDTH, WIDTH, Stand, key_marks, spark_image, spine_image
from biaochi.charts.theme import AMBER, GRID, MARKS, MUTED, SLATE, TEAL
from biaochi.i18n import pick
from biaochi.ui import words
from biaochi.ui.context import View
from biaochi.ui.profile import Line, standard_text, value_text

_COLOURS = {"better": TEAL, "worse": AMBER}
_CELL = f"padding:5px 10px 5px 0;border-bottom:1px solid {GRID};vertical-align:middle"
_RIGHT = f"{_CELL};text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums"
_HEAD = f"padding:4px 10px 4px 0;font-weight:400;color:{MUTED};font-size:13px;border-bottom:1px solid {GRID}"


def show(view: View, shown: list[Line]) -> None:
    """The table, one group of rows for each theme, and its key."""
    rows = []
    for theme, title in words.THEMES.items():
        of_theme = [line for line in shown if line.indicator.theme == theme]
        if of_theme:
            rows.append(_theme(view, title, len(_heads(view))))
            rows += [_narrow(view, line) if view.is_narrow else _row(view, line) for line in of_theme]
    if view.is_narrow:
        st.html(f'<div style="font-size:14px">{"".join(rows)}</div>')
    else:
        heads = "".join(f'<th scope="col" style="{_HEAD};text-align:{side}">{text}</th>' for text, side in _heads(view))
        st.html(
            f'<table style="width:100%;border-collapse:collapse;font-size:14px"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table>"
        )
    st.html(_key(view))


def _heads(view: View) -> list[tuple[str, str]]:
    return [
        (view.t("Indicator"), "left"),
        (view.t("Here"), "right"),
        (view.t("Standard"), "right"),
        (view.t("Against the standard"), "left"),
        (view.t("worse ← reference → better"), "center"),
        (view.t("Subdistrict"), "right"),
        (view.t("City"), "right"),
        (view.t("Last periods"), "left"),
    ]


def _theme(view: View, title: str, columns: int) -> str:
    text = html.escape(view.t(title))
    if view.is_narrow:
        return f'<div style="font-weight:600;padding:14px 0 2px">{text}</div>'
    return f'<tr><th colspan="{columns}" scope="rowgroup" style="text-align:left;padding:14px 0 3px;font-weight:600">{text}</th></tr>'


def _row(view: View, line: Line) -> str:
    return (
        f'<tr><td style="{_CELL};min-width:200px">{_name(view, line)}</td>'
        f'<td style="{_RIGHT};font-weight:600">{html.escape(value_text(view, line, line.own))}</td>'
        f'<td style="{_RIGHT}">{html.escape(standard_text(view, line))}</td>'
        f'<td style="{_CELL};white-space:nowrap">{_verdict(view, line)}</td>'
        f'<td style="{_CELL};text-align:center">{_spine(view, line)}</td>'
        f'<td style="{_RIGHT};color:{MUTED}">{html.escape(value_text(view, line, line.town))}</td>'
        f'<td style="{_RIGHT};color:{MUTED}">{html.escape(value_text(view, line, line.city))}</td>'
        f'<td style="{_CELL}">{_spark(view, line)}</td></tr>'
    )


def _narrow(view: View, line: Line) -> str:
    around = [
        view.pair(view.t(label), value_text(view, line, row))
        for label, row in (("Subdistrict", line.town), ("City", line.city))
        if row.get("value") is not None
    ]
    standard = view.pair(view.t("Standard"), standard_text(view, line)) if line.own.get("standard") is not None else ""
    below = html.escape(" · ".join(text for text in (standard, *around) if text))
    drawn = _verdict(view, line) + _spine(view, line)
    second = f'<div style="display:flex;justify-content:space-between;align-items:center;gap:12px">{drawn}</div>' if drawn else ""
    return (
        f'<div style="border-bottom:1px solid {GRID};padding:7px 0">'
        f'<div style="display:flex;justify-content:space-between;gap:12px"><div>{_name(view, line)}</div>'
        f'<strong style="white-space:nowrap">{html.escape(value_text(view, line, line.own))}</strong></div>'
        f"{second}"
        f'<div style="color:{MUTED};font-size:13px">{below}</div></div>'
    )


def _name(view: View, line: Line) -> str:
    """The title; opened, it says what the indicator means, how it is counted and from what."""
    indicator, language = line.indicator, view.language
    comma = "、" if language == "zh" else ", "
    said = [
        pick(indicator.definition, language),
        view.pair(view.t("Formula"), pick(indicator.formula, language)),
        view.pair(view.t("Source"), comma.join(words.table(name, language) for name in indicator.source)),
    ]
    if caveat := pick(indicator.caveat, language):
        said.append(view.pair(view.t("Mind"), caveat))
    text = "".join(f"<div>{html.escape(part)}</div>" for part in said)
    return (
        f'<details><summary style="cursor:pointer">{html.escape(pick(indicator.title, language))}</summary>'
        f'<div style="color:{MUTED};font-size:13px;max-width:460px;padding:2px 0 4px 14px">{text}</div></details>'
    )


def _verdict(view: View, line: Line) -> str:
    verdict = line.own.get("verdict") or "not_compared"
    if line.own.get("standard") is None:
        return ""
    text = words.outcome(line.own, view.language, line.indicator)
    return f'<span style="color:{_COLOURS.get(verdict, SLATE)};white-space:nowrap">{html.escape(text)}</span>'


def stand(line: Line) -> Stand:
    """What is drawn of a line: totals grow with the area and yes or no has no place on a scale, so neither is drawn."""
    if line.indicator.kind == "count" or line.is_yes_or_no:
        return Stand(None, None)
    values = [row.get("value") if row.get("state") == "ok" else None for row in (line.own, line.town, line.city)]
    standard = line.own.get("standard")
    reference = standard if standard else values[2]
    return Stand(
        values[0],
        reference,
        town=values[1],
        city=values[2] if standard else None,
        direction=line.indicator.direction,
        verdict=line.own.get("verdict") if standard else None,
    )


def _spine(view: View, line: Line) -> str:
    source = spine_image(stand(line))
    if not source:
        return ""
    place = standard_text(view, line) if line.own.get("standard") else value_text(view, line, line.city)
    alt = html.escape(view.t("{value} against {reference}", value=value_text(view, line, line.own), reference=place))
    return f'<img src="{source}" alt="{alt}" width="{WIDTH}" height="{HEIGHT}" style="display:inline-block;vertical-align:middle">'


def _spark(view: View, line: Line) -> str:
    source = spark_image(line.series)
    if not source:
        return ""
    alt = html.escape(view.t("the last {n} periods", n=len(line.series)))
    return f'<img src="{source}" alt="{alt}" width="{SPARK_WIDTH}" style="display:block">'


def _key(view: View) -> str:
    marks = key_marks()
    parts = [
        f'<span style="color:{MARKS[name].colour}">{MARKS[name].glyph}</span> {html.escape(view.t(MARKS[name].word))}'
        for name in ("better", "similar", "worse")
    ]
    parts += [
        f'<img src="{marks[name]}" alt="" width="14" height="14" style="display:inline;vertical-align:-2px"> {html.escape(view.t(text))}'
        for name, text in (("town", "Subdistrict"), ("city", "City"))
    ]
    parts.append(
        html.escape(
            view.t("The middle line is the standard, or the city where there is none; the ends are 50% away from it; right is better.")
        )
    )
    return f'<div style="color:{MUTED};font-size:13px;padding-top:6px">{"&ensp;".join(parts)}</div>'
