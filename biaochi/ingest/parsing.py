"""A mapped sheet's data as typed columns, and for each row the first rule it broke."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import dataframely as dy
import polars as pl

from biaochi.ingest.delimited import OVERFLOW
from biaochi.ingest.mapping import Mapped
from biaochi.ingest.profiles import vocabulary
from biaochi.ingest.values import NUMERIC, clean, kind_of, parse

PROBLEM = {"rule": pl.String, "column": pl.String, "value": pl.String}
"""What is known of a row that goes to quarantine: the rule, the header and the text that broke it."""

NO_WARNINGS = pl.DataFrame(schema={"row": pl.Int64, "column": pl.String})

SHIFTED = "too_many_cells"

STATED = "stated_value"
"""The column ``value`` of targets while rows are read, when PROBLEM needs that name."""

LIMIT_BY_DATE = ("limit_by_date", "limit_unit_by_date")
"""A limit (5个工作日) that stands where a deadline should."""

DAY_END = {("case", "due_at"), ("case", "promised_at")}
"""A deadline given as a day lasts until that day ends."""


@dataclass(frozen=True)
class Field:
    """One column to read: its name in the typed frame, where it comes from, how it is read and what it is multiplied with."""

    name: str
    cell: str
    shown: str
    kind: str
    factor: float
    parts: tuple[str, ...] = ()
    """Cells that hold the parts of this total: it counts only where all of them are empty."""


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
        found.append(Field(STATED if column == "value" else column, source.cell, source.shown, kind, source.factor))
    for wide in mapped.wide:
        kind, parts = kind_of(mapped.table, wide.measure), tuple(f"c{i}" for i in wide.parts)
        found.append(Field(wide.name, wide.cell, wide.shown, kind, wide.factor, parts))
    return [*_beside(mapped), *found]


def _beside(mapped: Mapped) -> list[Field]:
    """What a cell may hold for another column than its own: the year in 2021年第三季度, the unit in 5个工作日."""
    wanted = []
    if "quarter" in mapped.table.columns:
        wanted += [("year_named", "quarter"), ("quarter_named", "year")]
    if "limit_value" in mapped.columns:
        wanted.append(("limit_unit_named", "limit_value"))
    if mapped.table.name == "case":
        wanted += [(name, "due_at") for name in LIMIT_BY_DATE]
    return [
        Field(name, mapped.columns[column].cell, mapped.columns[column].shown, name, 1.0)
        for name, column in wanted
        if column in mapped.columns
    ]


def read_rows(
    mapped: Mapped, rows: pl.DataFrame, on_column: Callable[[int, int], None] | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(``rows`` typed: ``row``, one column per field, and PROBLEM, null where nothing is wrong so far; warnings).

    Warnings are ``row`` and ``column``: a cell that its column can be without and that could not be read is left empty.
    """
    wanted = fields(mapped)
    columns: list[pl.Series] = [rows["row"]]
    problems: list[tuple[Field, pl.Series, pl.Series]] = []
    warnings = [NO_WARNINGS]
    for i, field in enumerate(wanted):
        text = clean(rows[field.cell].alias(field.name))
        if field.parts:
            alone = pl.all_horizontal(clean(rows[part]).is_null() for part in field.parts)
            text = pl.select(pl.when(alone).then(text).alias(field.name)).to_series()
        values, rules = parse(
            text,
            field.kind,
            factor=field.factor,
            words=words_of(mapped, field),
            formats=mapped.profile.formats,
            day_end=(mapped.table.name, field.name) in DAY_END,
        )
        columns.append(values.alias(field.name))
        if rules is not None and is_optional(mapped, field):
            unread = rows["row"].filter(rules.is_not_null() & ~_is_limit(field, columns))
            warnings.append(unread.to_frame().with_columns(column=pl.lit(field.shown)))
        elif rules is not None:
            problems.append((field, rules, text))
        if on_column:
            on_column(i + 1, len(wanted))
    frame = pl.DataFrame(columns).with_columns(**{n: pl.lit(None, dtype=d) for n, d in PROBLEM.items()})
    spilled = _spilled(mapped, rows)
    if spilled is not None:
        # First of all: in a shifted row every cell may hold what belongs to a personal column. No text of it is kept.
        rules = rows.select(pl.when(spilled).then(pl.lit(SHIFTED))).to_series()
        frame = blame(frame.with_columns(_rule=rules, _value=pl.lit(None, dtype=pl.String)), None)
    for field, rules, text in problems:
        frame = blame(frame.with_columns(_rule=rules, _value=text), field.shown)
    return frame, pl.concat(warnings)


def _is_limit(field: Field, columns: Sequence[pl.Series]) -> pl.Series:
    """Rows whose cell of a deadline was read as a limit instead."""
    read = [c for c in columns if field.name == "due_at" and c.name == LIMIT_BY_DATE[0]]
    return read[0].is_not_null() if read else pl.repeat(False, len(columns[0]), eager=True)


def is_optional(mapped: Mapped, field: Field) -> bool:
    """Whether a row is kept where this cell cannot be read: a case without a score is a case, one without a time is not."""
    definition = mapped.table.schema.columns().get(field.name)
    return mapped.table.name == "case" and definition is not None and definition.nullable


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
    """The columns that add up and are held against 合计 rows; totals beside their parts are in the parts already."""
    return [field for field in fields(mapped) if field.kind in NUMERIC and not field.parts]
