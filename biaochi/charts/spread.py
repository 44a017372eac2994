"""One area against the spread of all areas of its level: a row per indicator, drawn as an image beside its figures.

The middle of a row is the whole that the areas lie in (where chance has no part in a figure and there is none, the median area).
Right is better, left is worse; where neither is better, right is more. Each row has a scale of its own, which ends at the area
furthest from the middle.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any, NamedTuple

import polars as pl

from biaochi.charts.alt import split
from biaochi.charts.axes import standard_text
from biaochi.charts.spine import HEIGHT, address, arrow_at, mark_at
from biaochi.charts.theme import (
    GRID,
    INK,
    INK_TINT,
    MARKS,
    MUTED,
    SLATE,
    SLATE_TINT,
    mark_of,
    state_of,
    state_word,
    verdict_word,
)
from biaochi.charts.words import figure_text, join, with_unit
from biaochi.i18n import pick, t

WIDTH = 260
FEWEST = 5
"""Below this many areas there is no middle half to speak of."""
_EDGE = 10
_FURTHER = 1.5
"""The standard widens the scale up to so many times the furthest area; beyond that an arrow stands at the edge."""
_CELL = f"padding:5px 12px 5px 0;border-bottom:1px solid {GRID};vertical-align:middle"
_RIGHT = f"{_CELL};text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums"
_HEAD = f"padding:4px 12px 4px 0;white-space:nowrap;font-weight:400;color:{MUTED};font-size:13px;border-bottom:1px solid {GRID}"


class Spread(NamedTuple):
    """One row: the area's own figure, the middle it is held against, and where the others of its level lie.

    ``middle`` is the figure of the whole, or with ``is_median`` the median area; ``quarters`` (first and third) are None below five
    areas. ``row``: the area's own row of the value frame, empty where it has none.
    """

    indicator: Any
    row: dict[str, Any]
    value: float | None
    middle: float | None
    is_median: bool
    lowest: float | None
    quarters: tuple[float, float] | None
    highest: float | None
    areas: int

    @property
    def verdict(self) -> str:
        return str(self.row.get("verdict_whole") or "not_compared")

    @property
    def standard(self) -> float | None:
        return self.row.get("standard")


def spread_of(indicator: Any, frame: pl.DataFrame, code: str) -> Spread:
    """The row of one indicator. ``frame``: rows of ``measures.value`` for all areas of the level, the area ``code`` among them."""
    known, _ = split(frame)
    row = next(iter(frame.filter(pl.col("area_code") == code).to_dicts()), {})
    values = known["value"].cast(pl.Float64)
    whole = next(iter(known["whole"].drop_nulls()), None) if "whole" in known.columns else None
    has_quarters = known.height >= FEWEST
    return Spread(
        indicator,
        row,
        row.get("value") if row.get("state") == "ok" else None,
        whole if whole is not None else values.median(),
        whole is None,
        values.min(),
        (values.quantile(0.25, "linear"), values.quantile(0.75, "linear")) if has_quarters else None,
        values.max(),
        known.height,
    )


def reach(spread: Spread) -> float:
    """Half the width of a row in the indicator's unit: as far as the furthest area, or the standard where it is not far beyond."""
    if spread.middle is None or spread.lowest is None or spread.highest is None:
        return 0.0
    furthest = max(spread.highest - spread.middle, spread.middle - spread.lowest)
    return furthest if spread.standard is None else max(furthest, min(abs(spread.standard - spread.middle), _FURTHER * furthest))


def place(value: float, spread: Spread) -> float:
    """−1 … 1 along the row: the distance from the middle, better to the right."""
    half = reach(spread)
    if spread.middle is None or not half:
        return 0.0
    distance = (value - spread.middle) / half
    return max(-1.0, min(1.0, -distance if spread.indicator.direction == "lower" else distance))


def spread_image(spread: Spread) -> str:
    """The row as the address of an image; empty where nobody has a value."""
    if spread.lowest is None or spread.highest is None:
        return ""
    y, half = HEIGHT / 2, WIDTH / 2 - _EDGE

    def x(value: float) -> float:
        return WIDTH / 2 + place(value, spread) * half

    parts = [_bar(x(spread.lowest), x(spread.highest), y, 12, SLATE_TINT)]
    if spread.quarters:
        parts.append(_bar(x(spread.quarters[0]), x(spread.quarters[1]), y, 12, INK_TINT))
    parts.append(_line(WIDTH / 2, y, 11, SLATE, 1.6))
    if spread.standard is not None:
        at = x(spread.standard)
        is_beyond = abs(spread.standard - (spread.middle or 0.0)) > reach(spread) > 0
        parts.append(arrow_at(at, y, at > WIDTH / 2, INK) if is_beyond else _line(at, y, 9, INK, 3))
    if spread.value is not None:
        colour = SLATE if spread.verdict == "not_compared" else mark_of(spread.verdict).colour
        parts.append(mark_at(x(spread.value), y, spread.verdict, colour))
    return address(parts, WIDTH, HEIGHT)


def spread_alt(spread: Spread, language: str, whole_name: str) -> str:
    """The row in words: own figure and verdict, the middle, the range of the others, the standard."""

    def figure(value: float) -> str:
        return with_unit(value, spread.indicator, language)

    if spread.lowest is None or spread.highest is None or spread.middle is None:
        return state_word(state_of(spread.row), language)
    own = figure(spread.value) if spread.value is not None else state_word(state_of(spread.row), language)
    parts = [own]
    if spread.value is not None and spread.verdict != "not_compared":
        parts.append(verdict_word(spread.verdict, language, whole=whole_name))
    parts.append(f"{_middle_name(spread, language, whole_name)} {figure(spread.middle)}")
    lowest, highest = figure_text(spread.lowest, spread.indicator, language), figure(spread.highest)
    parts.append(t("{n} areas from {low} to {high}", language, n=spread.areas, low=lowest, high=highest))
    if spread.standard is not None:
        parts.append(standard_text(spread.standard, spread.indicator, language))
    return join(parts, language)


def spread_spine(
    rows: Sequence[tuple[Any, pl.DataFrame, str]], language: str, *, area_name: str, whole_name: str, is_narrow: bool = False
) -> str:
    """A table to be set into the page: one row per (indicator, frame, code) as for ``spread_of``, and the key below it.

    ``area_name``: the area in focus; ``whole_name``: what it is held against. ``is_narrow`` folds each row for a phone.
    """
    spreads = [spread_of(*row) for row in rows]
    spreads = [spread for spread in spreads if spread.lowest is not None]
    if not spreads:
        return f'<div style="color:{MUTED}">{html.escape(t("There is nothing to compare for this choice.", language))}</div>'
    if is_narrow:
        body = "".join(_narrow(spread, language, whole_name) for spread in spreads)
        return f'<div style="font-size:14px">{body}</div>{_key(spreads, language, whole_name)}'
    heads = [
        (t("Indicator", language), "left"), (area_name, "right"), (whole_name, "right"),
        (t("lowest – highest", language), "right"), (t("Standard", language), "right"),
        (t("worse ← {whole} → better", language, whole=whole_name), "center"), (t("Against {whole}", language, whole=whole_name), "left"),
    ]  # fmt: skip
    head = "".join(f'<th scope="col" style="{_HEAD};text-align:{side}">{html.escape(text)}</th>' for text, side in heads)
    body = "".join(_row(spread, language, whole_name) for spread in spreads)
    table = f'<table style="width:100%;border-collapse:collapse;font-size:14px"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return table + _key(spreads, language, whole_name)


def _row(spread: Spread, language: str, whole_name: str) -> str:
    middle = _figure(spread.middle, spread, language) + (f" ({t('median area', language)})" if spread.is_median else "")
    cells = [
        (f"{_CELL};min-width:160px", html.escape(pick(spread.indicator.title, language))),
        (f"{_RIGHT};font-weight:600", html.escape(_own(spread, language))),
        (f"{_RIGHT};color:{MUTED}", html.escape(middle)),
        (f"{_RIGHT};color:{MUTED}", html.escape(_range(spread, language))),
        (f"{_RIGHT};color:{MUTED}", html.escape(_figure(spread.standard, spread, language, 0 if _is_whole(spread.standard) else None))),
        (f"{_CELL};text-align:center", _picture(spread, language, whole_name)),
        (f"{_CELL};white-space:nowrap", _verdict(spread, language, whole_name)),
    ]
    return "<tr>" + "".join(f'<td style="{style}">{content}</td>' for style, content in cells) + "</tr>"


def _narrow(spread: Spread, language: str, whole_name: str) -> str:
    middle = f"{_middle_name(spread, language, whole_name)} {_figure(spread.middle, spread, language)}"
    below = f"{middle} · {_range(spread, language)}"
    if spread.standard is not None:
        below += f" · {standard_text(spread.standard, spread.indicator, language)}"
    line = "display:flex;justify-content:space-between;align-items:center;gap:12px"
    return (
        f'<div style="border-bottom:1px solid {GRID};padding:7px 0">'
        f'<div style="{line}"><div>{html.escape(pick(spread.indicator.title, language))}</div>'
        f'<strong style="white-space:nowrap">{html.escape(_own(spread, language))}</strong></div>'
        f"{_picture(spread, language, whole_name, is_wide=True)}<div>{_verdict(spread, language, whole_name)}</div>"
        f'<div style="color:{MUTED};font-size:13px">{html.escape(below)}</div></div>'
    )


def _figure(value: float | None, spread: Spread, language: str, digits: int | None = None) -> str:
    return "" if value is None else figure_text(value, spread.indicator, language, digits)


def _is_whole(value: float | None) -> bool:
    return value is not None and float(value).is_integer()


def _own(spread: Spread, language: str) -> str:
    return with_unit(spread.value, spread.indicator, language) if spread.value is not None else state_word(state_of(spread.row), language)


def _range(spread: Spread, language: str) -> str:
    return f"{_figure(spread.lowest, spread, language)} – {_figure(spread.highest, spread, language)}"


def _middle_name(spread: Spread, language: str, whole_name: str) -> str:
    return t("median area", language) if spread.is_median else whole_name


def _picture(spread: Spread, language: str, whole_name: str, is_wide: bool = False) -> str:
    """The image in its own size, or (``is_wide``) as wide as its place."""
    alt = html.escape(spread_alt(spread, language, whole_name))
    size = "width:100%;height:auto" if is_wide else f"width:{WIDTH}px;max-width:none;height:{HEIGHT}px"
    return f'<img src="{spread_image(spread)}" alt="{alt}" style="display:inline-block;vertical-align:middle;{size}">'


def _verdict(spread: Spread, language: str, whole_name: str) -> str:
    if spread.value is None:
        return ""
    mark = mark_of(spread.verdict)
    word = html.escape(verdict_word(spread.verdict, language, whole=whole_name))
    return f'<span style="color:{mark.colour}">{mark.glyph} {word}</span>'


def _key(spreads: Sequence[Spread], language: str, whole_name: str) -> str:
    y = 8.0
    parts = [
        f'<span style="color:{MARKS[name].colour}">{MARKS[name].glyph}</span> {html.escape(verdict_word(name, language, whole=whole_name))}'
        for name in ("better", "similar", "worse")
        if any(spread.verdict == name for spread in spreads)
    ]
    images = [
        ([_bar(1, 27, y, 10, SLATE_TINT)], t("lowest to highest", language)),
        ([_bar(1, 27, y, 10, INK_TINT)], t("the middle half", language)),
        ([_line(14, y, 8, SLATE, 1.6)], whole_name),
    ]
    if any(spread.standard is not None for spread in spreads):
        images.append(([_line(14, y, 7, INK, 3)], t("standard", language)))
    parts += [
        f'<img src="{address(drawn, 28, 16)}" alt="" width="28" height="16" style="display:inline;vertical-align:-2px"> {html.escape(text)}'
        for drawn, text in images
    ]
    parts.append(html.escape(t("Right is better. An arrow points to a standard that lies further off than any area.", language)))
    return f'<div style="color:{MUTED};font-size:13px;padding-top:6px">{"&ensp;".join(parts)}</div>'


def _bar(x0: float, x1: float, y: float, height: float, colour: str) -> str:
    left, width = min(x0, x1), max(abs(x1 - x0), 2.0)
    return f'<rect x="{left:.1f}" y="{y - height / 2}" width="{width:.1f}" height="{height}" rx="2" fill="{colour}"/>'


def _line(x: float, y: float, half: float, colour: str, width: float) -> str:
    return f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y - half}" y2="{y + half}" stroke="{colour}" stroke-width="{width}"/>'
