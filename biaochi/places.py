"""The places that the source documents describe: how each governs, what it is usually held against, what it printed.

``data/places/<area>.toml`` is one place. ``usual`` is how its own officials count (standards, basis of households): a
question about it that names none is answered so; its usual period is what pages start with. ``figures`` are the numbers its document prints
(ids of data/published/figures.csv) with the indicator that counts the same thing from rows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from biaochi.config import PLACES
from biaochi.errors import BiaochiError

USUAL = ("standard", "households", "period")


@dataclass(frozen=True)
class PlaceFigure:
    """A printed figure and the question that counts it; None means what is usual in the place."""

    indicator: str
    published: str
    area: str
    period: str | None = None
    households: str | None = None
    category: str | None = None
    level: str | None = None


@dataclass(frozen=True)
class Place:
    """One place. ``systems``: its case systems (case.system); ``pages``: where its practice is best seen."""

    area: str
    title: Mapping[str, str] = field(hash=False)
    document: str = ""
    note: Mapping[str, str] = field(default_factory=dict, hash=False)
    systems: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    usual: Mapping[str, str] = field(default_factory=dict, hash=False)
    figures: tuple[PlaceFigure, ...] = ()


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """All places by area code, in the order of their codes. Raises BiaochiError for a file that cannot be used."""
    return {place.area: place for place in map(_read, sorted(PLACES.glob("*.toml")))}


def _read(path: Path) -> Place:
    body: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        area = body["area"]
        usual = body.get("usual", {})
        if strange := sorted(set(usual) - set(USUAL)):
            raise KeyError(", ".join(strange))
        return Place(
            area=area,
            title=body["title"],
            document=body["document"],
            note=body.get("note", {}),
            systems=tuple(body.get("system", ())),
            pages=tuple(body.get("pages", ())),
            usual=usual,
            figures=tuple(PlaceFigure(**{"area": area, **figure}) for figure in body.get("figure", ())),
        )
    except (KeyError, TypeError) as fault:
        raise BiaochiError("{file}: missing or unknown entry {entry}.", file=path.name, entry=str(fault)) from None
