"""A mapped sheet's data as typed columns, and for each row the first rule it broke."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from biaochi.ingest.mapping import Mapped
from biaochi.ingest.profiles import vocabulary
from biaochi.ingest.readers import OVERFLOW
from biaochi.ingest.values import NUMERIC, clean, kind_of, parse

PROBLEM = {"rule": pl.String, "column": pl.String, "value": pl.String}
"""What is known of a row that goes to quarantine: the rule, the header and the text that broke it."""

DAY_END = {("case", "due_at")}
"""A deadline given as a day lasts until that day ends."""


@dataclass(frozen=True)
class Field:
    """One column to read: its name in the typed frame, where it comes from, how it is read and what it is multiplied with."""

    name: str
    cell: str
    shown: str
    kind: str
    factor: float


def fields(mapped: Mapped) -> list[Field]:
    """All columns that are read from the sheet: those of the table, the helpers that name areas, and the wide ones."""
    found = []
    for column, source in mapped.columns.items():
        kind = (
            kind_of(mapped.table, column)
            if column in mapped.table.columns
            else "area_code"
            if column.endswith("_code")
            else "text"
        )
        if column == "file_area_code":
            kind = "code"
        found.append(Field(column, source.cell, source.shown, kind, source.factor))
    for wide in mapped.wide:
        found.append(Field(wide.name, wide.cell, wide.shown, kind_of(mapped.table, wide.measure), wide.factor))
    return found


def read_rows(mapped: Mapped, rows: pl.DataFrame, on_column: Callable[[int, int], None] | None = None) -> pl.DataFrame:
    """``rows`` typed: ``row``, one column per field, and PROBLEM (null where nothing is wrong so far)."""
    wanted = fields(mapped)
    columns: list[pl.Series] = [rows["row"]]
    problems: list[tuple[Field, pl.Series, pl.Series]] = []
    for i, field in enumerate(wanted):
        text = clean(rows[field.cell].alias(field.name))
        values, rules = parse(
            text,
            field.kind,
            factor=field.factor,
            words=words_of(mapped, field),
            formats=mapped.profile.formats,
            day_end=(mapped.table.name, field.name) in DAY_END,
        )
        columns.append(values.alias(field.name))
        if rules is not None:
            problems.append((field, rules, text))
        if on_column:
            on_column(i + 1, len(wanted))
    frame = pl.DataFrame(columns).with_columns(**{n: pl.lit(None, dtype=d) for n, d in PROBLEM.items()})
    for field, rules, text in problems:
        frame = blame(frame.with_columns(_rule=rules, _value=text), field.shown)
    spilled = _spilled(mapped, rows)
    if spilled is not None:
        # The spilled text belongs to an unknown column, perhaps a personal one: it is not kept.
        rules = rows.select(pl.when(spilled).then(pl.lit("too_many_cells"))).to_series()
        frame = blame(frame.with_columns(_rule=rules, _value=pl.lit(None, dtype=pl.String)), None)
    return frame


def _spilled(mapped: Mapped, rows: pl.DataFrame) -> pl.Expr | None:
    """Whether a row of a CSV has text beyond the last column of the header."""
    if not mapped.sheet.delimited:
        return None
    last = max((i for i, label in enumerate(mapped.header.labels) if label.parts), default=-1)
    beyond = [f"c{i}" for i in range(last + 1, len(mapped.header.labels)) if f"c{i}" in rows.columns]
    beyond += [OVERFLOW] if OVERFLOW in rows.columns else []
    if not beyond:
        return None
    return pl.any_horizontal((pl.col(cell).str.strip_chars() != "").fill_null(False) for cell in beyond)


def blame(frame: pl.DataFrame, column: str | None) -> pl.DataFrame:
    """Take ``_rule`` and ``_value`` into PROBLEM for the rows that have no problem yet."""
    first = pl.col("rule").is_null() & pl.col("_rule").is_not_null()
    return frame.with_columns(
        rule=pl.when(first).then("_rule").otherwise("rule"),
        column=pl.when(first).then(pl.lit(column, dtype=pl.String)).otherwise("column"),
        value=pl.when(first).then("_value").otherwise("value"),
    ).drop("_rule", "_value")


def words_of(mapped: Mapped, field: Field) -> dict[str, str] | None:
    """What exports say → the words of the tables; free text only has the profile's words, flags and enums all."""
    if field.name not in mapped.table.columns:
        return None
    own = dict(mapped.profile.words.get(field.name, {}))
    if field.kind == "text":
        return own or None
    definition = mapped.table.schema.columns()[field.name]
    words = {c: c for c in definition.categories} if isinstance(definition, dy.Enum) else {}
    common = vocabulary().words.get(field.name, {})
    if isinstance(definition, dy.Enum):
        common = {word: value for word, value in common.items() if value in words}
    return {**words, **common, **own} or None


def numeric_fields(mapped: Mapped) -> Sequence[Field]:
    """The columns that add up and are held against 合计 rows."""
    return [field for field in fields(mapped) if field.kind in NUMERIC]
