"""Published standards as data: which value holds where, for whom, since when, by which document.

``data/standards/<key>.toml`` is one standard with all its values; ``data/standards/profiles.toml`` lists the sets a
user may choose from. A value belongs to a profile, may be limited to an area (with everything below it), to a type of
community and to dates. The nearest area up the tree wins, then the more special community type, then the profile
itself before the one it extends.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from biaochi.config import STANDARDS
from biaochi.errors import UnknownName

DEFAULT_PROFILE = "national"


@dataclass(frozen=True)
class Profile:
    """A set of standards that may be chosen together."""

    id: str
    title: Mapping[str, str] = field(hash=False)
    note: Mapping[str, str] = field(hash=False)
    extends: str | None = None


@dataclass(frozen=True)
class Value:
    """One value of a standard and where it holds. ``value`` is in the unit of the standard."""

    profile: str
    value: float
    document: str
    area: str | None = None
    community_type: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Standard:
    """A standard: what it measures, in which unit, and its values."""

    key: str
    title: Mapping[str, str] = field(hash=False)
    unit: str = ""
    values: tuple[Value, ...] = ()


@lru_cache(maxsize=1)
def profiles() -> dict[str, Profile]:
    """The profiles by id, in the order in which they are offered."""
    text = tomllib.loads((STANDARDS / "profiles.toml").read_text(encoding="utf-8"))
    return {
        key: Profile(id=key, title=body["title"], note=body.get("note", {}), extends=body.get("extends"))
        for key, body in text.items()
    }


@lru_cache(maxsize=1)
def standards() -> dict[str, Standard]:
    """All standards by key."""
    found = {}
    for path in sorted(STANDARDS.glob("*.toml")):
        if path.stem in ("profiles", "documents"):
            continue
        body = tomllib.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = Standard(
            key=path.stem, title=body["title"], unit=body["unit"], values=tuple(Value(**v) for v in body["value"])
        )
    return found


@lru_cache(maxsize=1)
def documents() -> dict[str, Mapping[str, str]]:
    """The titles of the documents that values name, by id, in both languages."""
    return tomllib.loads((STANDARDS / "documents.toml").read_text(encoding="utf-8"))


def lineage(profile: str) -> list[str]:
    """The profile and those it extends, nearest first. Raises UnknownName."""
    known = profiles()
    if profile not in known:
        raise UnknownName("standard profile", profile, known)
    chain, at = [], profile
    while at:
        chain.append(at)
        at = known[at].extends
    return chain


def days_of_change(profile: str) -> list[date]:
    """The days on which any value of a profile begins to hold or no longer holds, in order."""
    chain = lineage(profile)
    values = [v for standard in standards().values() for v in standard.values if v.profile in chain]
    begins = {v.valid_from for v in values if v.valid_from}
    return sorted(begins | {v.valid_to + timedelta(days=1) for v in values if v.valid_to})


def resolve(areas: pl.DataFrame, profile: str, day: date) -> pl.DataFrame:
    """The standard that holds in each area on ``day``.

    ``areas``: area_code, parent_code, community_type. Returns area_code, standard, value, document; an area for which
    a standard has no value has no row.
    """
    chain = lineage(profile)
    parents = dict(areas.select("area_code", "parent_code").iter_rows())
    rows: list[tuple[str, str, float, str]] = []
    for standard in standards().values():
        values = [v for v in standard.values if v.profile in chain and v.holds_on(day)]
        if not values:
            continue
        by_place: dict[tuple[str | None, str | None], Value] = {}
        for value in sorted(values, key=lambda v: -chain.index(v.profile)):
            by_place[(value.area, value.community_type)] = value
        for code, kind in areas.select("area_code", "community_type").iter_rows():
            place: str | None = code
            hops = 0
            while True:
                found = by_place.get((place, kind)) or by_place.get((place, None))
                if found or place is None:
                    break
                place = parents.get(place) if hops < 16 else None
                hops += 1
            if found:
                rows.append((code, standard.key, float(found.value), found.document))
    return pl.DataFrame(
        rows, schema={"area_code": pl.String, "standard": pl.String, "value": pl.Float64, "document": pl.String}, orient="row"
    )
