"""The look of every picture: five colours with one light tint each, fonts, margins, and the words and marks of a verdict.

Teal and a circle mean “meets”, amber and a triangle mean “below”; slate is “no difference”, ink is the standard and the
neutral first series, violet the second. Colour never stands alone: each verdict also has a mark and a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import polars as pl

from biaochi.i18n import t

INK, TEAL, AMBER, VIOLET, SLATE = "#1F4E79", "#0F766E", "#B45309", "#6D5BA8", "#5B7083"
INK_TINT, TEAL_TINT, AMBER_TINT, VIOLET_TINT, SLATE_TINT = "#A9BFD6", "#A3D3CD", "#F0C692", "#CFC8E6", "#E4E9EE"
TEXT, MUTED, GRID, WHITE = "#1F2937", "#4B5563", "#E5E7EB", "#FFFFFF"
SERIES = (INK, VIOLET, SLATE, INK_TINT, VIOLET_TINT, "#C3CDD6")
"""Colours of things that are neither good nor bad, in order of use. Teal and amber keep their meaning."""

FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
FONT_SIZE = 13
SMALL = 12

PLOTLY_CONFIG: dict[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}
"""What to hand to the page's plotly element: no tool bar, no zoom that steals a finger's scroll."""


@dataclass(frozen=True)
class Chart:
    """A picture, its text alternative in the page's language, and (where it helps) the plain table behind it."""

    figure: Any
    alt: str
    table: pl.DataFrame | None = None


@dataclass(frozen=True)
class Mark:
    """How a verdict looks: character, colour of the mark, light fill behind it, plotly symbol."""

    glyph: str
    colour: str
    fill: str
    symbol: str
    word: str


MARKS = {
    "better": Mark("●", TEAL, TEAL_TINT, "circle", "meets"),
    "similar": Mark("◐", SLATE, SLATE_TINT, "circle", "no significant difference"),
    "worse": Mark("▲", AMBER, AMBER_TINT, "triangle-up", "below"),
    "not_compared": Mark("–", SLATE, "#F4F6F8", "line-ew-open", "not compared"),
}
MISSING_FILL = "#ECEEF0"

STATES = {
    "missing": "missing",
    "not_applicable": "not applicable",
    "too_few": "too few",
    "suppressed": "suppressed",
}


STATE_GLYPHS = {"missing": "□", "not_applicable": "／", "too_few": "∴", "suppressed": "×"}
"""What stands in a small cell without a value; the key beside it says the word."""


def state_of(row: Any) -> str:
    """Why a row of measures has no value: missing, not_applicable, too_few or suppressed."""
    state = row.get("state") if row else None
    return state if state in STATES else "missing"


def mark_of(verdict: str | None) -> Mark:
    """The mark of a verdict; what nobody compared is “not compared”."""
    return MARKS.get(verdict or "not_compared", MARKS["not_compared"])


WHOLE_WORDS = {
    "better": "better than {whole}",
    "similar": "no significant difference from {whole}",
    "worse": "worse than {whole}",
}
"""A verdict against the whole that an area lies in, in words."""


def verdict_word(verdict: str | None, language: str, indicator: Any = None, whole: str | None = None) -> str:
    """The verdict in words; against the area named ``whole`` instead of the standard where one is named.

    Where less is better, “below” would say the wrong thing, so it is “does not meet”.
    """
    if whole is not None and verdict in WHOLE_WORDS:
        return t(WHOLE_WORDS.get(verdict, ""), language, whole=whole)
    word = mark_of(verdict).word
    if word == "below" and indicator is not None and indicator.direction == "lower":
        word = "does not meet"
    return t(word, language)


def state_word(state: str | None, language: str) -> str:
    """The word for a row without a value: 缺报, 不适用, 样本过少 or 已抑制."""
    return t(STATES.get(state or "missing", "missing"), language)


def contrast(one: str, two: str) -> float:
    """WCAG contrast of two ``#rrggbb`` colours, 1 … 21."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(fill: str) -> str:
    """Ink-black or white, whichever reads better on ``fill``."""
    return max((TEXT, WHITE), key=lambda colour: contrast(colour, fill))


def rgb(colour: str, alpha: int = 255) -> list[int]:
    """``#rrggbb`` as [r, g, b, a] for deck.gl."""
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)] + [alpha]


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        c = channel / 255
        return c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = rgb(colour)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def new_figure(height: int) -> go.Figure:
    """An empty figure ``height`` pixels high: transparent, small margins that grow with the labels, no legend, no zoom."""
    figure = go.Figure()
    axis = dict(
        automargin=True,
        fixedrange=True,
        zeroline=False,
        showline=False,
        ticks="",
        gridcolor=GRID,
        tickfont=dict(size=SMALL, color=MUTED),
        title=dict(font=dict(size=SMALL, color=MUTED), standoff=8),
    )
    figure.update_layout(
        template=None,
        height=height,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font=dict(family=FONT, size=FONT_SIZE, color=TEXT),
        margin=dict(l=4, r=8, t=8, b=8),
        showlegend=False,
        hoverlabel=dict(
            bgcolor=WHITE, bordercolor=SLATE, font=dict(family=FONT, size=FONT_SIZE, color=TEXT), align="left"
        ),
        dragmode=False,
        hovermode="closest",
        xaxis=axis,
        yaxis=axis,
        bargap=0.3,
    )
    return figure


KEY_LINE = 19
"""Pixels a line of the key takes; the caller reserves them in the bottom margin."""


def key_below(
    figure: go.Figure, entries: list[tuple[str, str, str]], *, per_line: int = 3, notes: Sequence[str] = ()
) -> None:
    """Write the key under the chart: (mark, colour, words) each, then each of ``notes`` on a line of its own.

    Its lines break where plotly's legend would not.
    """
    if not entries and not notes:
        return
    parts = [f'<span style="color:{colour}">{glyph}</span> {words}' for glyph, colour, words in entries]
    lines = ["\u2003".join(parts[i : i + per_line]) for i in range(0, len(parts), per_line)] + list(notes)
    # A title hangs its further lines below the anchor, so the anchor is the first line's height above the lower edge.
    figure.update_layout(
        title=dict(
            text="<br>".join(lines),
            font=dict(size=SMALL, color=MUTED),
            x=0,
            xref="container",
            xanchor="left",
            y=(KEY_LINE * (len(lines) - 1) + 7) / figure.layout.height,
            yref="container",
            yanchor="bottom",
            pad=dict(l=4),
        )
    )


def add_many(figure: go.Figure, *, shapes: Iterable[dict] = (), annotations: Iterable[dict] = ()) -> None:
    """Add many shapes and notes at once: plotly checks the whole list anew on every single ``add_shape``."""
    notes = [dict(showarrow=False, **note) for note in annotations]
    if shapes := list(shapes):
        figure.layout.shapes = [*figure.layout.shapes, *shapes]
    if notes:
        figure.layout.annotations = [*figure.layout.annotations, *notes]


def name_above(figure: go.Figure, text: str, *, right: bool = False) -> None:
    """Name and unit of a vertical axis, written level above it: read without tilting the head, and narrow on a phone."""
    if text:
        figure.add_annotation(
            text=text,
            x=1 if right else 0,
            xref="paper",
            xanchor="right" if right else "left",
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=6,
            showarrow=False,
            font=dict(size=SMALL, color=MUTED),
            name="axis",
        )


def verdict_key(
    verdicts: Iterable[str], language: str, indicator: Any = None, whole: str | None = None
) -> list[tuple[str, str, str]]:
    """Key entries for the verdicts that occur, in the order of ``MARKS``; ``whole`` as in ``verdict_word``."""
    verdicts = set(verdicts)
    return [
        (mark.glyph, mark.colour, verdict_word(name, language, indicator, whole))
        for name, mark in MARKS.items()
        if name in verdicts
    ]


def lines_of(entries: list[Any], per_line: int) -> int:
    """How many lines ``key_below`` needs; the caller reserves ``KEY_LINE`` pixels for each."""
    return -(-len(entries) // per_line)


def keys_per_line(language: str) -> int:
    """Entries that fit side by side on a phone: four short Chinese words, two English ones."""
    return 4 if language == "zh" else 2


def nothing(sentence: str, height: int = 160) -> Chart:
    """The drawn state of “there is nothing to draw”: one grey sentence instead of empty axes."""
    figure = new_figure(height)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=sentence, x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False, font=dict(color=MUTED)
    )
    return Chart(figure, sentence)
