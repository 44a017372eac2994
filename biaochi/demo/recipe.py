"""The recipe of the demo city (data/demo/hengshui.toml), read once, and what identifies a build of it."""

from __future__ import annotations

import hashlib
import tomllib
import zlib
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np

from biaochi.config import DEMO

GENERATOR = 5
"""Raise it whenever the code of this package changes what is written."""

RECIPE = DEMO / "hengshui.toml"


@lru_cache(maxsize=1)
def recipe() -> dict[str, Any]:
    """The recipe as parsed TOML; its keys are explained in the file."""
    return tomllib.loads(RECIPE.read_text(encoding="utf-8"))


def fingerprint() -> str:
    """Tells a fresh demo from a stale one: a hash of the recipes and the generator's version."""
    recipes = [RECIPE, *sorted((DEMO / "places").glob("*.toml"))]
    return hashlib.sha256(b"|".join([*(path.read_bytes() for path in recipes), b"%d" % GENERATOR])).hexdigest()[:16]


def random_for(part: str) -> np.random.Generator:
    """A generator of its own for each part, so that a change of one leaves the others as they were."""
    return np.random.default_rng([recipe()["seed"], zlib.crc32(part.encode())])


def quarter_ends(first: date, last: date) -> list[date]:
    """The last days of the quarters from the one of ``first`` to the one of ``last``."""
    ends = []
    year, quarter = first.year, (first.month - 1) // 3
    while True:
        following = date(year, quarter * 3 + 4, 1) if quarter < 3 else date(year + 1, 1, 1)
        end = following - timedelta(days=1)
        if end > last:
            return ends
        ends.append(end)
        year, quarter = (year, quarter + 1) if quarter < 3 else (year + 1, 0)
