"""From header labels to the columns of a table: which table a sheet is, what each column means, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import polars as pl

from biaochi.errors import BiaochiError, ImportRefused, UnknownName
from biaochi.ingest.header import (
    DEPTHS,
    SEARCHED_ROWS,
    Facts,
    Header,
    Label,
    candidates,
    find_header,
    normal,
    split_unit,
)
from biaochi.ingest.profiles import Profile, vocabulary
from biaochi.ingest.readers import Sheet
from biaochi.ingest.units import OF_KIND, factor
from biaochi.ingest.values import BLANKS, clean, kind_of
from biaochi.ingest.wide import WideColumn, wide_columns
from biaochi.tables import PROVENANCE, TABLES, Table


@dataclass(frozen=True)
class Source:
    """A column of the sheet that feeds a column of the table: its cell name, how it is shown, unit and factor."""

    cell: str
    shown: str
    factor: float
    unit: str | None


@dataclass(frozen=True)
class Mapped:
    """A sheet whose columns are understood. ``columns`` are keyed by column of the table or of [areas] (helpers)."""

    sheet: Sheet
    table: Table
    profile: Profile
    header: Header
    columns: MappingType[str, Source]
    wide: tuple[WideColumn, ...]
    dropped: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def facts(self) -> Facts:
        return self.header.facts


@dataclass(frozen=True)
class _Assignment:
    columns: dict[str, int]
    others: dict[str, list[int]]
    """Further columns that mean the same as one of ``columns``, best first."""
    wide: tuple[tuple[int, WideColumn], ...]
    personal: tuple[int, ...]

    def reached(self) -> set[str]:
        return set(self.columns) | {column.measure for _, column in self.wide}


def understand(sheets: Sequence[Sheet], *, table: str | None, profile: Profile) -> list[Mapped]:
    """The sheets of one file that hold a table; the first of them names among ``ignored`` the sheets that do not.

    Raises ImportRefused where none does, UnknownName for a wrong table.
    """
    if table is not None and table not in TABLES:
        raise UnknownName("table", table, TABLES)
    if table and profile.table and table != profile.table:
        raise BiaochiError(
            "The profile {profile} is for the table {own}, not for {table}. Leave out --table or choose another profile.",
            profile=profile.name,
            own=profile.table,
            table=table,
        )
    wanted = table or profile.table
    understood = [(sheet, _understand(sheet, wanted, profile)) for sheet in sheets]
    found = [mapped for _, mapped in understood if mapped is not None]
    if not found:
        file = sheets[0].file.split("#")[0]
        if wanted:
            raise ImportRefused(
                "No header of the table {table} was found in the first {rows} rows of {file}. It needs a column for one of: {needs}. "
                "Check the header row, or give a profile that names its columns.",
                table=wanted,
                rows=SEARCHED_ROWS,
                file=file,
                needs="、".join(_examples(wanted)),
            )
        raise ImportRefused(
            "{file} is not recognised as any table. Say which one it is with --table ({tables}), or give a profile that names its columns.",
            file=file,
            tables=", ".join(TABLES),
        )
    passed_over = [f"工作表“{sheet.title}”" for sheet, mapped in understood if mapped is None]
    passed_over += [f"工作表“{title}”（隐藏）" for title in sheets[0].hidden]
    found[0] = replace(found[0], ignored=(*found[0].ignored, *passed_over))
    return found


def _understand(sheet: Sheet, wanted: str | None, profile: Profile) -> Mapped | None:
    top = sheet.cells.head(SEARCHED_ROWS + max(DEPTHS)).rows()
    blocks = candidates(top)
    best: dict[str, Header] = {}
    for name in [wanted] if wanted else list(TABLES):
        header = find_header(top, blocks, lambda labels, name=name: _score(labels, name, profile))
        if header is not None:
            best[name] = header
    if not best:
        return None
    ranked = sorted(best, key=lambda name: -best[name].score)
    if len(ranked) > 1 and best[ranked[0]].score == best[ranked[1]].score:
        raise ImportRefused(
            "{file} could be {first} or {second}. Say which one with --table.",
            file=sheet.file,
            first=ranked[0],
            second=ranked[1],
        )
    return _map(sheet, TABLES[ranked[0]], best[ranked[0]], profile)


def _score(labels: Sequence[Label], name: str, profile: Profile) -> float:
    """Own columns of a table count double, what it cannot be without counts more, nothing without it."""
    assignment = _assign(labels, name, profile)
    reached = assignment.reached()
    needed = reached & set(vocabulary().needs[name])
    if not needed:
        return 0.0
    shared = len(reached & set(vocabulary().areas)) + ("period" in reached)
    if name == "area":
        return float(len(reached))
    wide = len(assignment.wide) - len({column.measure for _, column in assignment.wide})
    return 3.0 + 2.0 * (len(reached) - shared + wide) + shared


def _map(sheet: Sheet, table: Table, header: Header, profile: Profile) -> Mapped:
    assignment = _assign(header.labels, table.name, profile)
    columns = {}
    for column, i in assignment.columns.items():
        label = header.labels[i]
        kind = kind_of(table, column) if column in table.columns else "text"
        unit = profile.units.get(column) or label.unit or _unit_above(kind, header.facts)
        if kind == "money" and unit is None and normal(label.shown) == normal(column):
            unit = "元"  # budget_yuan says it
        columns[column] = Source(f"c{i}", label.shown, factor(kind, unit, file=sheet.file, header=label.shown), unit)
    wide = []
    for i, column in assignment.wide:
        kind = kind_of(table, column.measure)
        near = next((header.labels[j].unit for j in column.parts if header.labels[j].unit), None)
        unit = profile.units.get(column.measure) or column.unit or near or _unit_above(kind, header.facts)
        wide.append(column.at(f"c{i}", factor(kind, unit, file=sheet.file, header=column.shown), unit))
    doubles = _doubles(sheet, table, header, assignment)
    amounts = {i for i, column in assignment.wide if not column.parts}
    used = {*assignment.columns.values(), *amounts, *(i for double in doubles.values() for i in double)}
    shown = [(i, label.shown) for i, label in enumerate(header.labels) if label.parts and i not in used]
    return Mapped(
        sheet=replace(sheet, cells=_filled(sheet.cells, doubles)),
        table=table,
        profile=profile,
        header=header,
        columns=columns,
        wide=tuple(wide),
        dropped=tuple(text for i, text in shown if i in assignment.personal),
        ignored=tuple(text for i, text in shown if i not in assignment.personal),
    )


def _doubles(sheet: Sheet, table: Table, header: Header, assignment: _Assignment) -> dict[int, list[int]]:
    """Column index → further columns with the same meaning and unit, which fill its empty cells, best first.

    A second column that names an area may name another one (the office in charge): it counts where the first has nothing.
    """
    found = {}
    for column, others in assignment.others.items():
        first = assignment.columns[column]
        same = [i for i in others if header.labels[i].unit == header.labels[first].unit]
        if column not in table.columns and column != "area_code":
            below = sheet.cells.slice(header.first_data_row)[f"c{first}"]
            same = [] if clean(below).count() else same
        if same:
            found[first] = same
    return found


def _filled(cells: pl.DataFrame, doubles: MappingType[int, Sequence[int]]) -> pl.DataFrame:
    for first, others in doubles.items():
        said = [
            pl.when((pl.col(f"c{i}").str.strip_chars() != "") & ~pl.col(f"c{i}").str.strip_chars().str.contains(BLANKS)).then(
                pl.col(f"c{i}")
            )
            for i in (first, *others)
        ]
        cells = cells.with_columns(pl.coalesce(*said).alias(f"c{first}"))
    return cells

def _unit_above(kind: str, facts: Facts) -> str | None:
    return next((unit for unit in facts.units if unit in OF_KIND.get(kind, ())), None)


def _assign(labels: Sequence[Label], name: str, profile: Profile) -> _Assignment:
    aliases = _aliases(name, _Frozen(profile))
    lasts = Counter(label.last for label in labels)
    claimants: dict[str, list[tuple[int, int]]] = {}
    rest: list[int] = []
    for i, label in enumerate(labels):
        if not label.parts:
            continue
        claim = _claim(label, aliases)
        if claim is None:
            rest.append(i)
        else:
            claimants.setdefault(claim[0], []).append((claim[1], i))
    claims = {column: min(found) for column, found in claimants.items()}
    personal = {i for i, label in enumerate(labels) if _is_personal(label, profile)}
    rest = [i for i in rest if i not in personal]
    wide = () if profile.only_these_columns else wide_columns(name, [(i, labels[i]) for i in rest])
    taken = {i for i, _ in wide}
    for i in rest:  # “基本情况/社区名称”: the last part alone, where only one column ends so
        label = labels[i]
        if i not in taken and len(label.parts) > 1 and lasts[label.last] == 1:
            claim = aliases.get(label.last)
            if claim and claim[0] not in claims:
                claims[claim[0]] = (claim[1], i)
    columns = {column: i for column, (_, i) in claims.items()}
    others = {column: [i for _, i in sorted(found)[1:] if i not in personal] for column, found in claimants.items()}
    return _Assignment(columns, others, wide, tuple(personal - set(columns.values())))


def _claim(label: Label, aliases: MappingType[str, tuple[str, int]]) -> tuple[str, int] | None:
    whole = normal(label.shown)
    return aliases.get(whole) or aliases.get("/".join(label.parts)) or aliases.get(split_unit(whole)[0])


def _is_personal(label: Label, profile: Profile) -> bool:
    whole = normal(label.shown)
    return whole in profile.personal or _sounds_personal(whole, label.last)


@lru_cache(maxsize=8192)
def _sounds_personal(whole: str, last: str) -> bool:
    words = vocabulary()
    return last in words.personal_exact or any(word in whole for word in words.personal)


class _Frozen:
    """A profile as a cache key: by identity, because its mappings cannot be hashed."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def __hash__(self) -> int:
        return hash(self.profile.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and self.profile is other.profile


@lru_cache(maxsize=64)
def _aliases(name: str, frozen: _Frozen) -> dict[str, tuple[str, int]]:
    """Normalised header → (column, priority: 0 is best)."""
    profile, words, table = frozen.profile, vocabulary(), TABLES[name]
    found: dict[str, tuple[str, int]] = {}

    def add(header: str, column: str, priority: int) -> None:
        found.setdefault(header, (column, priority))

    for column, headers in profile.columns.items():
        for priority, header in enumerate(headers):
            add(header, column, priority)
    for header, column in profile.stage_headers(name):
        add(header, column, 5)
    if profile.areas:
        for helper, header in (("area_code", profile.areas.code), ("area_name", profile.areas.name)):
            if header:
                add(header, f"file_{helper}", 0)
    if profile.only_these_columns:
        return found
    for column in table.columns:
        if column not in PROVENANCE:
            add(normal(column), column, 10)
    for column, headers in words.tables[name].items():
        for priority, header in enumerate(headers):
            if column not in profile.columns:
                add(split_unit(header)[0], column, 20 + priority)
                add(header, column, 20 + priority)
    for column, headers in words.areas.items():
        if name == "area" and column != "area_code":
            continue
        add(normal(column), column, 10)
        for priority, header in enumerate(headers):
            if column not in profile.columns:
                add(header, column, 20 + priority)
    if name != "area":
        add(normal("area_name"), "community_name", 15)
    return found


def _examples(name: str) -> list[str]:
    words = vocabulary()
    return [words.tables[name].get(column, (column,))[0] for column in words.needs[name]]
