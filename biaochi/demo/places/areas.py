"""The areas of a place: its county, the towns it needs, and its communities, named where a document names them.

Communities that no document names are numbered and have codes from 901 up, where the statistical scheme has none.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from biaochi.demo.city import INVENTED, scatter, town_centre
from biaochi.reference import county_boundaries, name_of

SCHEMA = {
    "area_code": pl.String, "area_name": pl.String, "parent_code": pl.String, "area_kind": pl.String,
    "community_type": pl.String, "valid_from": pl.Date, "valid_to": pl.Date, "predecessor_code": pl.String,
    "alias": pl.String, "lon": pl.Float64, "lat": pl.Float64, "group": pl.String, "town_code": pl.String,
    "town_name": pl.String, "county_code": pl.String,
}  # fmt: skip


def areas(recipe: Mapping[str, Any]) -> pl.DataFrame:
    """One row per area of the place, those above first, with the columns SCHEMA; ``group`` only at communities."""
    named = [
        {"area_code": code, "area_name": name_of(code), "parent_code": above, **_told(recipe, code)}
        for code, above in _above(recipe)
    ]
    rows = [*named, *_communities(recipe), *recipe.get("closed", []), *_closed_villages(recipe)]
    return pl.DataFrame([{name: row.get(name) for name in SCHEMA} for row in rows], schema=SCHEMA)


def _closed_villages(recipe: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Villages that a community came out of and that no document names: numbered, and closed."""
    of = recipe.get("closed_villages")
    return [
        {
            "area_code": str(int(of["first"]) + i),
            "area_name": of["pattern"].format(n=i + 1),
            "parent_code": of["parent_code"],
            "area_kind": of["kind"],
            "community_type": of["type"],
            "valid_to": of["valid_to"],
        }
        for i in range(of["number"] if of else 0)
    ]


def _told(recipe: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    """What the recipe says of a county or town beyond its code: a former name, the code it had."""
    return next((each for each in recipe.get("renamed", []) if each["area_code"] == code), {})


def _above(recipe: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Counties and towns of the communities, and towns that the recipe only lists."""
    towns = [town for group in recipe["communities"] for town in group["towns"]]
    counties = dict.fromkeys(town[:6] for town in towns)
    return [(code, f"{code[:4]}00") for code in counties] + [(town, town[:6]) for town in dict.fromkeys(towns)]


def _communities(recipe: Mapping[str, Any]) -> list[dict[str, Any]]:
    rng = np.random.default_rng([recipe["seed"], zlib.crc32(b"areas")])
    codes = {town[:6] for group in recipe["communities"] for town in group["towns"]}
    polygons = {f["properties"]["area_code"]: f for f in county_boundaries(sorted(codes))}
    used: dict[str, int] = {}
    rows = []
    for group in recipe["communities"]:
        for town, what in group["towns"].items():
            names = _names(group, town, what, used)
            feature = polygons.get(town[:6])
            seat = (feature["properties"]["lon"], feature["properties"]["lat"])
            centre = town_centre(rng, feature) if group.get("scattered") else seat
            lon, lat = scatter(rng, feature, centre, group.get("spread", 0.012), len(names))
            rows += [
                {
                    "area_code": code,
                    "area_name": name,
                    "parent_code": town,
                    "area_kind": group.get("kind", "居委会"),
                    "community_type": group["type"],
                    "lon": float(x),
                    "lat": float(y),
                    "group": group.get("name", ""),
                    "town_code": town,
                    "town_name": name_of(town),
                    "county_code": town[:6],
                    **group.get("of", {}).get(code, {}),
                }
                for (code, name), x, y in zip(names, lon, lat, strict=True)
            ]
    return rows


def _names(group: Mapping[str, Any], town: str, what: int | Mapping[str, str], used: dict[str, int]) -> list[tuple[str, str]]:
    """(code, name) of a town's communities: the named ones as they are, the others numbered on."""
    if not isinstance(what, int):
        return list(what.items())
    first = used.get(town, 0)
    used[town] = first + what
    pattern = group.get("pattern", "{town}第{n}社区")
    numbers = range(first + 1, first + what + 1)
    return [(f"{town}{INVENTED - 1 + n}", pattern.format(town=name_of(town), n=n)) for n in numbers]
