"""Small pictures of two judgements over time: how a figure varies, and whether it can be relied on to meet its standard.

Own drawings. Variation stands in a disc (improving), a triangle (worsening), a ring (ordinary) or a diamond (neither is better);
assurance is a field with a line for the standard and the figure's course above it (meets), across it, or below it. Shapes
differ without colour, and a word goes with each.
"""

from __future__ import annotations

import html
from typing import NamedTuple

from biaochi.charts.spine import address
from biaochi.charts.theme import AMBER, AMBER_TINT, INK, SLATE, SLATE_TINT, TEAL, TEAL_TINT, TEXT, VIOLET, WHITE
from biaochi.i18n import t

SIZE = 24


class Kind(NamedTuple):
    """Word and alternative text (message ids) and the parts of the drawing on a field of 24 × 24."""

    word: str
    alt: str
    parts: tuple[str, ...]


class Icon(NamedTuple):
    """Address of the image, its word, and the sentence that stands for it; both in the reader's language."""

    image: str
    word: str
    alt: str


def _arrow(colour: str, up: bool) -> str:
    path = "M12 17 V8 M8 12 L12 8 L16 12" if up else "M12 9 V18 M8.5 14.5 L12 18 L15.5 14.5"
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>'


def _wave(colour: str, y: float, height: float) -> str:
    """The course of a figure: two swings of ``height`` around ``y``."""
    path = f"M4 {y} q2 {-2 * height} 4 0 t4 0 t4 0 t4 0"
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round"/>'


def _course(colour: str, fill: str, y: float, height: float) -> tuple[str, ...]:
    """A figure's course around ``y`` in a field whose middle line is the standard."""
    return (
        f'<rect x="1" y="1" width="22" height="22" rx="4" fill="{fill}"/>',
        f'<path d="M1 12 H23" stroke="{INK}" stroke-width="2"/>',
        _wave(colour, y, height),
    )


def _diamond(up: bool) -> tuple[str, str]:
    return f'<path d="M12 1 L23 12 L12 23 L1 12 Z" fill="{VIOLET}"/>', _arrow(WHITE, up)


VARIATION = {
    "improving": Kind(
        "improving", "the last value is a signal of improvement", (f'<circle cx="12" cy="12" r="11" fill="{TEAL}"/>', _arrow(WHITE, True))
    ),
    "worsening": Kind(
        "worsening", "the last value is a signal of worsening", (f'<path d="M12 1 L23.5 22 H0.5 Z" fill="{AMBER}"/>', _arrow(WHITE, False))
    ),
    "common_cause": Kind(
        "ordinary variation", "the last value is within ordinary variation",
        (f'<circle cx="12" cy="12" r="10.4" fill="{WHITE}" stroke="{SLATE}" stroke-width="1.6"/>',
         _wave(SLATE, 12, 3.0)),
    ),
    "higher": Kind("higher than usual", "the last value is a signal of rising", _diamond(True)),
    "lower": Kind("lower than usual", "the last value is a signal of falling", _diamond(False)),
}  # fmt: skip
ASSURANCE = {
    "will_meet": Kind("meets consistently", "as it varies, it meets the standard every time", _course(TEAL, TEAL_TINT, 6.5, 2.2)),
    "may_meet": Kind(
        "meets at times", "as it varies, it meets the standard at times and misses it at times", _course(TEXT, SLATE_TINT, 12, 7.0)
    ),
    "will_not_meet": Kind(
        "misses consistently", "as it varies, it misses the standard every time", _course(AMBER, AMBER_TINT, 17.5, 2.2)
    ),
}


def variation_icon(variation: str, language: str) -> Icon:
    """The picture of what ``statistics.variation`` says; KeyError for anything else."""
    return _icon(VARIATION[variation], language)


def assurance_icon(assurance: str, language: str) -> Icon:
    """The picture of what ``statistics.assurance`` says; KeyError for anything else."""
    return _icon(ASSURANCE[assurance], language)


def icon_html(icon: Icon) -> str:
    """Picture and word side by side, to be set into a page."""
    picture = f'<img src="{icon.image}" alt="" width="18" height="18" style="display:inline-block;vertical-align:-4px">'
    return f'<span title="{html.escape(icon.alt)}" style="white-space:nowrap">{picture} {html.escape(icon.word)}</span>'


def _icon(kind: Kind, language: str) -> Icon:
    return Icon(address(kind.parts, SIZE, SIZE), t(kind.word, language), t(kind.alt, language))
