"""Profiles: what the headers of one kind of export mean, as TOML in data/profiles or beside the file.

``default.toml`` knows the usual Chinese headers of every table. A profile adds to it: the table, columns, constants,
units, words, date formats, areas that are made from the file, and columns that are personal. Its format is described in
data/profiles/README.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from biaochi.config import PROFILES
from biaochi.errors import BiaochiError, UnknownName
from biaochi.ingest.header import normal
from biaochi.pipelines import COLUMNS as STAGE_COLUMNS
from biaochi.pipelines import Stage, stages_of, stand_ins_of
from biaochi.tables import AREA_LEVELS, CRS, TABLES

DEFAULT = "default"
_KNOWN_KEYS = {
    "title",
    "table",
    "only_these_columns",
    "columns",
    "constants",
    "units",
    "words",
    "times",
    "areas",
    "personal",
    "stages",
    "stand_ins",
}


@dataclass(frozen=True)
class FileAreas:
    """Areas that exist only in the file: one per name (or code), below a root, with the middle of their points."""

    prefix: str
    level: str
    root_code: str
    root_name: str
    root_level: str
    name: str | None
    code: str | None
    unknown_code: str | None
    unknown_name: str
    name_pattern: str
    crs: str | None


@dataclass(frozen=True)
class Profile:
    """A profile as the importer uses it; keys of ``columns`` are columns of the table, values normalised headers."""

    name: str
    table: str | None = None
    only_these_columns: bool = False
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    areas: FileAreas | None = None
    personal: frozenset[str] = frozenset()
    stages: Mapping[str, Stage] = field(default_factory=dict)
    stand_ins: Mapping[str, str] = field(default_factory=dict)

    def stage_headers(self, table: str) -> list[tuple[str, str]]:
        """(normalised header, column of the table) for each way an export may write one of the profile's stages."""
        columns = STAGE_COLUMNS.get(table, {})
        return [
            (normal(header), columns[key]) for key, stage in self.stages.items() if key in columns for header in stage.written
        ]


@dataclass(frozen=True)
class Vocabulary:
    """``default.toml``: headers and words every import understands."""

    areas: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Mapping[str, tuple[str, ...]]]
    needs: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[str, str]]
    wide: Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]
    personal: tuple[str, ...]
    personal_exact: frozenset[str]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The default vocabulary, read once."""
    content = _read(PROFILES / f"{DEFAULT}.toml")
    return Vocabulary(
        areas=_headers(content["areas"]),
        tables={name: _headers(table.get("columns", {})) for name, table in content["tables"].items()},
        needs={name: tuple(table["needs"]) for name, table in content["tables"].items()},
        words={column: {str(k): str(v) for k, v in words.items()} for column, words in content["words"].items()},
        wide={
            name: {dimension: _headers(words) for dimension, words in table["wide"].items()}
            for name, table in content["tables"].items()
            if "wide" in table
        },
        personal=tuple(normal(word) for word in content["personal"]["contains"]),
        personal_exact=frozenset(normal(word) for word in content["personal"]["exactly"]),
    )


def load_profile(name: str | Path | None) -> Profile:
    """The profile of that name in data/profiles, or at that path. Raises BiaochiError where it cannot be used."""
    if name is None or str(name) == DEFAULT:
        return Profile(DEFAULT)
    path = PROFILES / f"{name}.toml"
    if not path.exists():
        path = Path(name)
        if path.suffix != ".toml" or not path.exists():
            raise UnknownName("profile", str(name), sorted(p.stem for p in PROFILES.glob("*.toml")))
    try:
        return _profile(path, _read(path))
    except (AttributeError, TypeError, ValueError, LookupError) as fault:
        raise BiaochiError(
            "The profile {file} is not written as data/profiles/README.md says: {fault}", file=path.name, fault=str(fault)
        ) from None


def _profile(path: Path, content: dict[str, Any]) -> Profile:
    unknown = sorted(set(content) - _KNOWN_KEYS)
    if unknown:
        raise BiaochiError(
            "The profile {file} has the unknown entry “{entry}”. Known entries: {known}.",
            file=path.name,
            entry=unknown[0],
            known=", ".join(sorted(_KNOWN_KEYS)),
        )
    table = content.get("table")
    if table is not None and table not in TABLES:
        raise UnknownName("table", table, TABLES)
    columns = _headers(content.get("columns", {}))
    if table is not None:
        allowed = [*TABLES[table].columns, *vocabulary().areas]
        for column in (*columns, *content.get("constants", {}), *content.get("units", {})):
            if column not in allowed:
                raise UnknownName("column", column, allowed)
        _check_values(path, table, content)
        if "stages" in content and table not in STAGE_COLUMNS:
            raise BiaochiError(
                "The profile {file} has stages, which the table {table} does not know.", file=path.name, table=table
            )
    return Profile(
        name=path.stem,
        table=table,
        only_these_columns=bool(content.get("only_these_columns", False)),
        columns=columns,
        constants=content.get("constants", {}),
        units={column: normal(unit) for column, unit in content.get("units", {}).items()},
        words={c: {str(k): str(v) for k, v in w.items()} for c, w in content.get("words", {}).items()},
        formats=tuple(content.get("times", {}).get("formats", ())),
        areas=_areas(path, content["areas"]) if "areas" in content else None,
        personal=frozenset(normal(header) for header in content.get("personal", {}).get("columns", ())),
        stages=stages_of(path, content),
        stand_ins=stand_ins_of(path, content),
    )


def _check_values(path: Path, table: str, content: Mapping[str, Any]) -> None:
    """Constants and the words that exports are turned into must fit their column."""
    given = [(column, value) for column, value in content.get("constants", {}).items()]
    given += [(column, value) for column, words in content.get("words", {}).items() for value in words.values()]
    columns = TABLES[table].schema.columns()
    for column, value in given:
        definition = columns.get(column)
        if isinstance(definition, dy.Enum) and value not in list(definition.categories):
            raise UnknownName(column, str(value), list(definition.categories))
    for column, value in content.get("constants", {}).items():
        if column not in columns or isinstance(columns[column], dy.Enum):
            continue
        try:
            pl.Series([value]).cast(columns[column].dtype)
        except (pl.exceptions.PolarsError, TypeError):
            raise BiaochiError(
                "The profile {file} gives “{column}” the constant “{value}”, which does not fit this column.",
                file=path.name,
                column=column,
                value=value,
            ) from None


def _areas(path: Path, content: Mapping[str, Any]) -> FileAreas:
    try:
        areas = FileAreas(
            prefix=content["prefix"],
            level=content["level"],
            root_code=content["root"]["code"],
            root_name=content["root"]["name"],
            root_level=content["root"]["level"],
            name=normal(content["name"]) if "name" in content else None,
            code=normal(content["code"]) if "code" in content else None,
            unknown_code=content.get("unknown", {}).get("code"),
            unknown_name=content.get("unknown", {}).get("name", "未注明"),
            name_pattern=content.get("name_pattern", "{}"),
            crs=content.get("crs"),
        )
    except KeyError as missing:
        raise BiaochiError("The profile {file} lacks “areas.{entry}”.", file=path.name, entry=missing.args[0]) from None
    for level in (areas.level, areas.root_level):
        if level not in AREA_LEVELS:
            raise UnknownName("level", level, AREA_LEVELS)
    if areas.crs is not None and areas.crs not in CRS:
        raise UnknownName("crs", areas.crs, CRS)
    areas.name_pattern.format("")  # IndexError, KeyError or ValueError where its brackets are wrong
    return areas


def _headers(content: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {c: tuple(normal(h) for h in ([v] if isinstance(v, str) else v)) for c, v in content.items()}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BiaochiError("The profile {file} is not valid TOML: {fault}", file=path.name, fault=str(fault)) from None
