"""Where the demo city's communities lie: real towns, numbered communities, points inside the county's polygon."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl

from biaochi.demo.recipe import random_for, recipe
from biaochi.reference import county_boundaries

INVENTED = 901
"""Community numbers start here; the statistical scheme ends far below, so none is mistaken for a real one."""


def inside(geometry: dict[str, Any], lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Which points lie in a GeoJSON Polygon or MultiPolygon (even-odd rule over all rings, so holes are outside)."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    odd = np.zeros(len(lon), dtype=bool)
    for ring in (ring for polygon in polygons for ring in polygon):
        x, y = np.asarray(ring, dtype=float).T[:2]
        x0, y0, x1, y1 = x[:-1], y[:-1], x[1:], y[1:]
        crosses = (y0 > lat[:, None]) != (y1 > lat[:, None])
        with np.errstate(divide="ignore", invalid="ignore"):
            at = x0 + (lat[:, None] - y0) / (y1 - y0) * (x1 - x0)
        odd ^= (crosses & (lon[:, None] < at)).sum(axis=1) % 2 == 1
    return odd


def scatter(rng: np.random.Generator, feature: dict | None, centre: tuple[float, float], spread: float, n: int):
    """``n`` points around ``centre`` that lie inside the polygon where there is one."""
    lon, lat = np.empty(0), np.empty(0)
    while len(lon) < n:
        x = rng.normal(centre[0], spread * 1.25, n * 4)  # a degree of longitude is shorter than one of latitude
        y = rng.normal(centre[1], spread, n * 4)
        keep = inside(feature["geometry"], x, y) if feature else np.ones(len(x), dtype=bool)
        lon, lat = np.append(lon, x[keep]), np.append(lat, y[keep])
    return lon[:n].round(5), lat[:n].round(5)


def town_centre(rng: np.random.Generator, feature: dict) -> tuple[float, float]:
    """A place for a town other than the county's seat: anywhere inside the polygon."""
    rings = feature["geometry"]["coordinates"]
    ring = np.asarray(rings[0] if feature["geometry"]["type"] == "Polygon" else rings[0][0])
    low, high = ring.min(axis=0), ring.max(axis=0)
    while True:
        x, y = rng.uniform(low[0], high[0], 32), rng.uniform(low[1], high[1], 32)
        keep = np.flatnonzero(inside(feature["geometry"], x, y))
        if len(keep):
            return float(x[keep[0]]), float(y[keep[0]])


@lru_cache(maxsize=1)
def communities() -> pl.DataFrame:
    """One row per community: area_code, area_name, town_code, town_name, county_code, county_name, main_urban,
    community_type ("urban" | "town"), is_seat, lon, lat (WGS84), and the county's ratio, delay, call and share."""
    rng = random_for("places")
    polygons = {f["properties"]["area_code"]: f for f in county_boundaries([c["code"] for c in recipe()["county"]])}
    rows = []
    for county in recipe()["county"]:
        feature = polygons.get(county["code"])
        seat = county.get("centre") or (feature["properties"]["lon"], feature["properties"]["lat"])
        for position, (town_code, (town, number)) in enumerate(county["towns"].items()):
            main_urban = county.get("main_urban", False)
            is_seat = main_urban or position == 0
            centre = seat if is_seat else town_centre(rng, feature)
            lon, lat = scatter(rng, feature, centre, county.get("spread", 0.012) if is_seat else 0.006, number)
            rows += [
                {
                    "area_code": f"{town_code}{INVENTED + i}",
                    "area_name": f"{town}第{i + 1}社区",
                    "town_code": town_code,
                    "town_name": town,
                    "county_code": county["code"],
                    "county_name": county["name"],
                    "main_urban": main_urban,
                    # towns outside the seat of a district or county-level city are towns, not urban communities
                    "community_type": county["type"] if is_seat else "town",
                    "is_seat": is_seat,
                    "lon": float(lon[i]),
                    "lat": float(lat[i]),
                    **{name: float(county[name]) for name in ("ratio", "delay", "call", "share")},
                }
                for i in range(number)
            ]
    return pl.DataFrame(rows)


@lru_cache(maxsize=1)
def silent_communities() -> list[str]:
    """The communities that send nothing for the last quarter."""
    towns = recipe()["premises"]["silent_last_quarter"]
    return communities().filter(pl.col("town_code").is_in(towns))["area_code"].to_list()
