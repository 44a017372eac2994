"""The rules of the tables applied: which rows keep them, which rule each other row broke, and which are said twice."""

from __future__ import annotations

import polars as pl

from biaochi.ingest.parsing import NO_WARNINGS, PROBLEM
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
_STAMPS = (
    "reported_at",
    "filed_at",
    "registered_at",
    "arrived_at",
    "deliberated_at",
    "dispatched_at",
    "first_contact_at",
    "handled_at",
    "fed_back_at",
    "first_closed_at",
    "reopened_at",
    "closed_at",
    "evaluated_at",
)
_AMOUNTS = ("budget_yuan", "allocated_yuan", "spent_yuan")

_CITY_DIGITS = 4
"""So many digits of a code name the city; other schemes of codes begin with the city's own letters."""
_CASE = ("system", "case_id", "area_code", "reported_at")
NOTHING = pl.lit(None, dtype=pl.String)


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
    """One row per key: the one whose newest stamp of all is the latest, of equals the last in the file.

    So a closed version comes before the open one it follows, and a case sent out again after it was closed is open.
    """
    if not frame.select(table.key).is_duplicated().any():
        return frame
    stamps = [name for name in _STAMPS if name in frame.columns]
    if stamps:
        frame = frame.with_columns(_newest=pl.max_horizontal(stamps)).sort("_newest", "row", nulls_last=False).drop("_newest")
    return frame.unique(table.key, keep="last", maintain_order=True).sort("row", maintain_order=True)


def conflicts(frame: pl.DataFrame, table: Table, earlier: pl.DataFrame | None = None) -> pl.DataFrame:
    """Rows that cannot be the same thing as the first of their key, though the key says so. row + PROBLEM.

    Money of one key with other amounts, and a case number that stands for another place and another time of report, or for
    another city: two cities' hotlines both begin at 0001.
    ``earlier``: case_id, system, area_code, reported_at of cases that are stored or that other files of this import brought.
    """
    if table.name == "funding":
        differs = pl.any_horizontal(pl.col(a).ne_missing(pl.col(a).first().over(table.key)) for a in _AMOUNTS)
        return frame.filter(differs).select("row", rule=pl.lit("conflicting_amounts"), column=NOTHING, value=NOTHING)
    if table.name != "case":
        return _no_problems()
    known = frame.select(*_CASE, "row")
    if earlier is not None and earlier.height:
        known = pl.concat([earlier.select(*_CASE, row=pl.lit(None, dtype=pl.Int64)), known])
    if not known.select(table.key).is_duplicated().any():
        return _no_problems()
    known = known.with_columns(city=pl.col("area_code").str.slice(0, _CITY_DIGITS))
    elsewhere, at_another_time, in_another_city = (
        pl.col(c) != pl.col(c).first().over(table.key) for c in ("area_code", "reported_at", "city")
    )
    return known.filter(pl.col("row").is_not_null() & (in_another_city | (elsewhere & at_another_time))).select(
        "row", rule=pl.lit("conflicting_id"), column=pl.lit("case_id"), value="case_id"
    )


def without_odd_extras(frame: pl.DataFrame, table: Table, shown: dict[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cases with numbers outside their column's range left empty where the column can be (warnings: row, column).

    Coordinates in metres must not cost the case they belong to.
    """
    warnings = [NO_WARNINGS]
    for name, column in table.schema.columns().items():
        low, high = getattr(column, "min", None), getattr(column, "max", None)
        if table.name != "case" or not column.nullable or (low is None and high is None):
            continue
        odd = pl.lit(False)
        odd = odd | (pl.col(name) < low) if low is not None else odd
        odd = odd | (pl.col(name) > high) if high is not None else odd
        out = frame.filter(odd.fill_null(False))
        if out.height:
            warnings.append(out.select("row", column=pl.lit(shown.get(name, name))))
            frame = frame.with_columns(pl.when(~odd.fill_null(False)).then(pl.col(name)).alias(name))
    return frame, pl.concat(warnings)


def shortened_ids(frame: pl.DataFrame) -> pl.DataFrame:
    """Case numbers that lost their end in a spreadsheet: over 15 digits, zeros after the 15th, and not alone. row + PROBLEM."""
    ids = pl.col("case_id")
    lost = ids.str.contains(r"^\d{15}0+$") & ids.is_duplicated()
    return frame.filter(lost).select("row", rule=pl.lit("code_digits_lost"), column=pl.lit("case_id"), value=ids)


def _no_problems() -> pl.DataFrame:
    return pl.DataFrame(schema={"row": pl.Int64, **PROBLEM})
