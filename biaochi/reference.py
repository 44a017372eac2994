"""Reference data that ships with the project: divisions, county polygons, holidays.

Everything is read once and kept: the files are part of the checkout and do not change while the app runs. Where the
lists come from and how to renew them stands in ``data/reference/README.md``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import polars as pl

from biaochi.config import REFERENCE
from biaochi.errors import BiaochiError


def _path(name: str):
    path = REFERENCE / name
    if not path.exists():
        raise BiaochiError("The reference file {file} is missing. Restore it from the repository.", file=str(path))
    return path


@lru_cache(maxsize=1)
def divisions() -> pl.DataFrame:
    """China's divisions, 2022 edition: area_code (canonical), area_name, level, parent_code (null for provinces).

    About 54,000 rows: every province, city, county and town; communities only for the places of the source documents.
    """
    return pl.read_csv(_path("divisions.csv.gz"), infer_schema=False)


@lru_cache(maxsize=1)
def _by_code() -> dict[str, tuple[str, str, str | None]]:
    return {code: (name, level, parent) for code, name, level, parent in divisions().iter_rows()}


def name_of(area_code: str) -> str | None:
    """The official name of a canonical code, or None where the list does not hold it."""
    row = _by_code().get(area_code)
    return row[0] if row else None


def parent_of(area_code: str) -> str | None:
    """The parent by the form of a code (12 → 9 → 6 → XXXX00 → XX0000); None for provinces and other schemes."""
    if not area_code.isdigit() or len(area_code) not in (6, 9, 12):
        return None
    if len(area_code) > 6:
        return area_code[:-3]
    if area_code.endswith("0000"):
        return None
    return area_code[:2] + "0000" if area_code.endswith("00") else area_code[:4] + "00"


def ancestors(area_code: str) -> list[dict[str, str | None]]:
    """The areas above ``area_code``, nearest first: dicts of area_code, area_name, level, parent_code.

    Works for codes that are not listed themselves (a new community): only ancestors the list knows are returned.
    """
    found = []
    code = parent_of(area_code)
    while code is not None:
        row = _by_code().get(code)
        if row:
            found.append({"area_code": code, "area_name": row[0], "level": row[1], "parent_code": row[2]})
        code = parent_of(code)
    return found


def county_boundaries(codes: Sequence[str]) -> list[dict[str, Any]]:
    """GeoJSON features (WGS84) of the given county codes, in code order; codes without a polygon are left out.

    ``properties``: area_code, area_name, city_code, lon, lat (label point). Fresh objects, the caller may add to them.
    """
    return [json.loads(text) for text in _feature_texts(tuple(sorted(set(codes))))]


@lru_cache(maxsize=64)
def _feature_texts(codes: tuple[str, ...]) -> tuple[str, ...]:
    # The reader pushes the filter down to row groups, so a city costs a few milliseconds and not the whole country.
    rows = (
        pl.scan_parquet(_path("county_boundaries.parquet"))
        .filter(pl.col("area_code").is_in(list(codes)))
        .sort("area_code")
        .collect()
    )
    texts = []
    for row in rows.iter_rows(named=True):
        geometry = row.pop("geometry")
        properties = json.dumps(row, ensure_ascii=False)
        texts.append(f'{{"type":"Feature","properties":{properties},"geometry":{geometry}}}')
    return tuple(texts)


@lru_cache(maxsize=1)
def holidays() -> pl.DataFrame:
    """Public holidays and make-up working days: date, kind ("holiday" | "workday"), name; sorted by date."""
    return pl.read_csv(_path("holidays.csv"), schema={"date": pl.Date, "kind": pl.String, "name": pl.String}).sort(
        "date"
    )


@lru_cache(maxsize=1)
def _channel_words() -> list[tuple[str, str]]:
    return [(word.casefold(), mode) for word, mode in pl.read_csv(_path("channel_modes.csv"), infer_schema=False).iter_rows()]


def channel_mode(channel: str | None) -> str | None:
    """How a channel is used: online, phone, offline (in person) or patrol (found by staff); None where no word tells.

    The first word of ``channel_modes.csv`` that the name of the channel holds decides.
    """
    said = (channel or "").casefold()
    return next((mode for word, mode in _channel_words() if said and word in said), None)
