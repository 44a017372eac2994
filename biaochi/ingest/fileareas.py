"""Areas that are made from the file itself, as a profile's [areas] says: Boston's neighbourhoods, Seattle's districts."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha1

import polars as pl

from biaochi.ingest.areas import Area
from biaochi.ingest.profiles import FileAreas

_LONGEST = 64
"""The longest area code the table takes."""


def place_rows(frame: pl.DataFrame, plan: FileAreas) -> tuple[pl.DataFrame, list[Area]]:
    """``frame`` with area_code from its ``file_area_code`` or ``file_area_name`` column, and the areas, root first.

    A row that names no area goes to the plan's unknown area; where the plan has none its area_code stays null.
    """
    by = "file_area_code" if "file_area_code" in frame.columns else "file_area_name"
    if by not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(by))
    words = frame[by].drop_nulls().unique().sort().to_list()
    codes = _codes(words, plan.prefix)
    frame = frame.with_columns(
        pl.col(by)
        .replace_strict(codes, default=None, return_dtype=pl.String)
        .fill_null(plan.unknown_code)
        .alias("area_code"),
    )
    areas = [Area(plan.root_code, plan.root_name, plan.root_level, None)]
    names = (
        dict(frame.select(by, "file_area_name").drop_nulls().unique(subset=by).iter_rows())
        if by != "file_area_name" and "file_area_name" in frame.columns
        else {}
    )
    areas += [
        Area(codes[word], plan.name_pattern.format(names.get(word, word)), plan.level, plan.root_code) for word in words
    ]
    if plan.unknown_code and frame[by].null_count():
        areas.append(Area(plan.unknown_code, plan.unknown_name, plan.level, plan.root_code))
    return frame, areas


def middles(frame: pl.DataFrame, plan: FileAreas) -> dict[str, tuple[float, float]]:
    """The median point of each area's rows (lon, lat), and of all rows for the root; empty without coordinates."""
    if not {"lon", "lat", "area_code"} <= set(frame.columns):
        return {}
    points = frame.filter(pl.col("lon").is_not_null() & pl.col("lat").is_not_null() & (pl.col("lon") != 0))
    if points.is_empty():
        return {}
    found = {
        code: (lon, lat)
        for code, lon, lat in points.group_by("area_code")
        .agg(pl.col("lon").median(), pl.col("lat").median())
        .iter_rows()
    }
    found[plan.root_code] = (points["lon"].median(), points["lat"].median())
    found.pop(plan.unknown_code, None)  # rows without an area lie anywhere: their middle is nowhere
    return found


def _codes(words: list[str], prefix: str) -> dict[str, str]:
    """A code per name: readable, within the length of the column, and never one code for two names."""
    slugs = {word: prefix + "-" + re.sub(r"[^\w]+", "-", word.casefold()).strip("-") for word in words}
    taken = Counter(slugs.values())
    return {
        word: slug
        if taken[slug] == 1 and len(slug) <= _LONGEST
        else f"{slug[: _LONGEST - 7]}-{sha1(word.encode()).hexdigest()[:6]}"
        for word, slug in slugs.items()
    }
