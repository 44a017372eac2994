"""The rules of the tables applied: which rows keep them, which rule each other row broke, and which are said twice."""

from __future__ import annotations

import polars as pl

from biaochi.ingest.parsing import PROBLEM
from biaochi.tables import Table

_RULE_OF = {
    "nullability": "missing",
    "min": "too_small",
    "max": "too_large",
    "min_length": "missing",
    "max_length": "too_long",
    "inf": "not_a_number",
    "nan": "not_a_number",
    "dtype": "not_a_number",
}
_FRESHNESS = ("closed_at", "handled_at", "dispatched_at", "filed_at")


def conform(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """``frame`` with exactly the columns and types of the table plus ``row``; what it lacks is null."""
    columns = []
    for name, definition in table.schema.columns().items():
        value = pl.col(name) if name in frame.columns else pl.lit(None)
        columns.append(value.cast(definition.dtype).alias(name))
    return frame.select(*columns, "row")


def check(frame: pl.DataFrame, table: Table, shown: dict[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(rows that keep every rule, problems: row + PROBLEM). ``frame`` is conformed; ``shown`` names columns for people.

    Two rows with one key both keep the rules; ``newest`` decides between them.
    """
    own = [name for name in frame.columns if name != "row"]
    _, failure = table.schema.filter(frame.select(own), cast=False)
    if not len(failure):
        return frame, _no_problems()
    details = failure.details()
    rules = [name for name in details.columns if name not in own and name != "primary_key"]
    broken = (
        details.select(
            "source_row",
            *(pl.when(pl.col(name).cast(pl.String) == "invalid").then(pl.lit(name)).alias(name) for name in rules),
        )
        .select("source_row", rule=pl.coalesce(rules))
        .drop_nulls("rule")
        .unique("source_row", keep="first", maintain_order=True)
    )
    if broken.is_empty():
        return frame, _no_problems()
    rows = frame.filter(~pl.col("row").is_in(broken["source_row"].implode()))
    lines = []
    for source_row, rule in broken.iter_rows():
        column, _, part = rule.partition("|")
        lines.append(
            (source_row, _RULE_OF.get(part, part) if part else rule, shown.get(column, column) if part else None)
        )
    problems = pl.DataFrame(lines, schema={"row": pl.Int64, "rule": pl.String, "column": pl.String}, orient="row")
    return rows, problems.with_columns(value=pl.lit(None, dtype=pl.String)).select("row", *PROBLEM)


def newest(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """One row per key: the one that got furthest (closed before open, later times first), of equals the last in the file."""
    if not frame.select(table.key).is_duplicated().any():
        return frame
    order = [name for name in _FRESHNESS if name in frame.columns and frame.schema[name].is_temporal()]
    return (
        frame.sort([*order, "row"], nulls_last=False, maintain_order=True)
        .unique(table.key, keep="last", maintain_order=True)
        .sort("row", maintain_order=True)
    )


def shortened_ids(frame: pl.DataFrame) -> pl.DataFrame:
    """Case numbers that lost their end in a spreadsheet: over 15 digits, zeros after the 15th, and not alone. row + PROBLEM."""
    ids = pl.col("case_id")
    lost = ids.str.contains(r"^\d{15}0+$") & ids.is_duplicated()
    return frame.filter(lost).select("row", rule=pl.lit("code_digits_lost"), column=pl.lit("case_id"), value=ids)


def _no_problems() -> pl.DataFrame:
    return pl.DataFrame(schema={"row": pl.Int64, **PROBLEM})
