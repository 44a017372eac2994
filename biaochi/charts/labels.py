"""Names and values on the map: placed where they fit, never across a border or another label."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pydeck as pdk

from biaochi.charts.geometry import View, from_screen, place_label
from biaochi.charts.theme import FONT, TEXT, WHITE, mark_of, rgb, state_of, state_word, text_on
from biaochi.charts.words import figure_beside, text_width

Box = tuple[float, float, float, float]


@dataclass
class Labels:
    """The labels of one map in the making: what is written, and the screen boxes that are taken."""

    view: View
    size: tuple[int, int]
    rows: list[dict[str, Any]] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def in_polygon(self, rings: Any, name: str, value: str, fill: str, *, plate: bool) -> None:
        """Name and value inside ``rings`` (screen pixels); smaller, then the value alone, then its mark, rather than text
        across a border. ``plate`` puts the fill behind the text, where hatching or dots would run through it."""
        large, small = (13, 11) if self.size[0] >= 480 else (11, 10)
        both = f"{name}\n{value}"
        for text, points in ((both, large), (both, small), (value, small), (value.split()[0], small)):
            width, height = extent(text, points)
            at = place_label(rings, width, height)
            if at is None:
                continue
            self.rows.append(
                {
                    "text": text,
                    "position": list(from_screen(*at, self.view, self.size)),
                    "colour": rgb(text_on(fill)),
                    "size": points,
                    "anchor": "middle",
                    "offset": [0, 0],
                    "plate": rgb(fill, 225 if plate else 0),
                }
            )
            self.taken.append((at[0] - width / 2, at[1] - height / 2, at[0] + width / 2, at[1] + height / 2))
            return

    def beside(
        self,
        name: str,
        value: str,
        place: tuple[float, float],
        at: tuple[float, float],
        radius: float,
        others: list[Box],
        *,
        plate: bool,
    ) -> None:
        """Right, left, below or above a circle, wherever nothing else stands; the value alone if the name finds no room."""
        points = 11
        for text in (f"{name} {value}", f"{name}\n{value}", value):
            width, height = extent(text, points)
            for anchor, dx, dy in (
                ("start", radius + 3, 0),
                ("end", -radius - 3, 0),
                ("middle", 0, radius + 2 + height / 2),
                ("middle", 0, -radius - 2 - height / 2),
            ):
                left = at[0] + dx - (0 if anchor == "start" else width if anchor == "end" else width / 2)
                box = (left, at[1] + dy - height / 2, left + width, at[1] + dy + height / 2)
                if box[0] < 2 or box[1] < 2 or box[2] > self.size[0] - 2 or box[3] > self.size[1] - 2:
                    continue
                if any(overlap(box, other) for other in [*self.taken, *others]):
                    continue
                self.taken.append(box)
                self.rows.append(
                    {
                        "text": text,
                        "position": list(place),
                        "colour": rgb(TEXT),
                        "size": points,
                        "anchor": anchor,
                        "offset": [dx, dy],
                        "plate": rgb(WHITE, 225 if plate else 0),
                    }
                )
                return

    def layer(self) -> pdk.Layer:
        """The text layer. ``character_set`` must be a typed string: a bare one is taken for an expression."""
        return pdk.Layer(
            "TextLayer",
            self.rows,
            id="labels",
            pickable=False,
            get_text="text",
            get_position="position",
            get_color="colour",
            get_size="size",
            get_text_anchor="anchor",
            get_pixel_offset="offset",
            get_alignment_baseline=pdk.types.String("center"),
            character_set=pdk.types.String("auto"),
            font_family=pdk.types.String(FONT),
            font_weight=500,
            line_height=1.2,
            background=True,
            get_background_color="plate",
            background_padding=[2, 1],
        )


def value_label(row: dict[str, Any] | None, indicator: Any, language: str) -> str:
    """The line under the name: the mark and the value, or why there is none."""
    if row is None or row["state"] != "ok" or row["value"] is None:
        return state_word(state_of(row), language)
    value = figure_beside(row["value"], row["standard"], indicator, language)
    return value if row["verdict"] in (None, "not_compared") else f"{mark_of(row['verdict']).glyph} {value}"


def extent(text: str, points: int) -> tuple[float, float]:
    """Estimated width and height of a label in pixels."""
    lines = text.split("\n")
    return max(text_width(line) for line in lines) * points * 0.52, len(lines) * points * 1.25


def overlap(one: Box, two: Box) -> bool:
    """Whether two boxes share any area."""
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
