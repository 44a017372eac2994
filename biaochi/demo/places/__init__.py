"""The places that the source documents describe, one small dataset each: data/demo/places/<area>.toml says what stands in it.

Nothing but the totals that a document prints is real; rows are split from those totals, so they add up to them exactly.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from biaochi.config import DEMO
from biaochi.demo.places.sheets import frames, write_place
from biaochi.demo.sheets import Written

RECIPES = DEMO / "places"


@lru_cache(maxsize=1)
def recipes() -> dict[str, dict[str, Any]]:
    """The recipe of each place by area code."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(RECIPES.glob("*.toml"))}


def write_places(folder: Path, notice: str) -> list[Written]:
    """The export files of all places, in the order in which to import them."""
    return [file for recipe in recipes().values() for file in write_place(folder, recipe, notice)]


__all__ = ["RECIPES", "frames", "recipes", "write_place", "write_places"]
