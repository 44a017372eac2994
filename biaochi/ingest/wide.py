"""Sheets that write one column (or group of columns) per kind of money or premises: “工作经费/财政拨款(万元)”.

Each such column gets its dimensions (fund_kind = work, source_kind = 财政拨款) and its measure (budget_yuan); a source row
then becomes one row per set of dimensions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from biaochi.ingest.header import Label
from biaochi.ingest.profiles import vocabulary
from biaochi.ingest.units import AREA_M2

_NO_AMOUNT = ("说明", "备注", "依据", "文号", "率", "比例", "占比", "名称", "项目数", "次数")


@dataclass(frozen=True)
class WideColumn:
    """A column that holds ``measure`` for ``dimensions``."""

    dimensions: Mapping[str, str]
    measure: str
    unit: str | None
    shown: str
    cell: str = ""
    factor: float = 1.0
    parts: tuple[int, ...] = ()
    """Columns (by index) that hold the parts of this total: it counts only in rows where all of them are empty."""

    @property
    def name(self) -> str:
        """How the parsed column is called until the rows are split."""
        return f"wide_{self.cell}"

    def at(self, cell: str, factor: float, unit: str | None) -> WideColumn:
        return replace(self, cell=cell, factor=factor, unit=unit)


def wide_columns(table: str, labels: Sequence[tuple[int, Label]]) -> tuple[tuple[int, WideColumn], ...]:
    """Those of ``labels`` (index, label) that are such columns of the table; a total knows its ``parts``."""
    words = vocabulary().wide.get(table)
    if not words:
        return ()
    found = []
    for i, label in labels:
        text = "/".join(label.parts)
        if any(word in text for word in _NO_AMOUNT):
            continue
        dimensions = {
            d: word for d in words if d != "measure" and (word := _dimension(words[d], label, text, d)) is not None
        }
        measure = _measure(words["measure"], text.replace(dimensions.get("facility_kind", "\0"), ""), label.unit)
        if dimensions and measure:
            found.append((i, WideColumn(dimensions, measure, label.unit, label.shown)))
    return tuple((i, replace(column, parts=tuple(j for j, c in found if _covers(c, column)))) for i, column in found)


def _dimension(words: Mapping[str, Sequence[str]], label: Label, text: str, dimension: str) -> str | None:
    """工作经费 is found anywhere in the text. 其他 or 活动 means a source or a use only where it stands alone, or where a
    flat header (工作经费财政拨款) begins with it once the kind of money is taken away."""
    if dimension in ("fund_kind", "facility_kind"):
        return next((value for value, names in words.items() if any(name in text for name in names)), None)
    rest = _rest(text)
    for value, names in words.items():
        if any(name in label.parts or (rest and rest.startswith(name)) for name in names):
            return value
    return None


def _rest(text: str) -> str:
    """What a header of money says beside its kind, or nothing where it does not name the kind."""
    kinds = vocabulary().wide["funding"]["fund_kind"].values()
    name = max((name for names in kinds for name in names if name in text), key=len, default=None)
    if name is None:
        return ""
    rest = text[text.index(name) + len(name) :]
    return re.sub(r"^(?:专项)?(?:经费|资金)?[^\w]*(?:其中)?[^\w]*", "", rest)


def _measure(words: Mapping[str, Sequence[str]], text: str, unit: str | None) -> str | None:
    for measure, names in words.items():
        if any(name in text for name in names):
            return measure
    return "floor_area_m2" if unit in AREA_M2 and "floor_area_m2" in words else None


def _covers(part: WideColumn, total: WideColumn) -> bool:
    """Whether the money of ``total`` stands in ``part`` too: it is a part of it, or the same by source and not by use."""
    mine, theirs = total.dimensions, part.dimensions
    if part is total or part.measure != total.measure:
        return False
    if mine.items() < theirs.items():
        return True
    return (
        mine.get("fund_kind") == theirs.get("fund_kind")
        and "use_kind" in mine
        and "source_kind" not in mine
        and "source_kind" in theirs
        and "use_kind" not in theirs
    )


def split_rows(frame: pl.DataFrame, columns: Sequence[WideColumn]) -> pl.DataFrame:
    """One row per source row and set of dimensions that has a value; a row without any value stays as it is, once."""
    if not columns:
        return frame
    own = [column.name for column in columns]
    groups: dict[tuple[tuple[str, str], ...], list[WideColumn]] = {}
    for column in columns:
        groups.setdefault(tuple(sorted(column.dimensions.items())), []).append(column)
    pieces = []
    for dimensions, members in groups.items():
        measures: dict[str, pl.Expr] = {}
        for member in members:  # two columns for the same thing: the first that has a value
            value = pl.col(member.name)
            measures[member.measure] = (
                pl.coalesce(measures[member.measure], value) if member.measure in measures else value
            )
        piece = (
            frame.with_columns(**measures, **{name: pl.lit(value) for name, value in dimensions})
            .filter(pl.any_horizontal(pl.col(m.name).is_not_null() for m in members))
            .drop(own)
        )
        piece = piece.with_columns(wide_unit=pl.lit(members[0].unit, dtype=pl.String))
        pieces.append(piece)
    split = pl.concat(pieces, how="diagonal_relaxed")
    empty = frame.join(split.select("row").unique(), on="row", how="anti").drop(own)
    return pl.concat([split, empty], how="diagonal_relaxed").sort("row", maintain_order=True)
