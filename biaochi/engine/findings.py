"""What does not fit together: the printed figures as tables, every check as a view, and ``finding`` over all of them.

A snapshot does not change, so what is found in it is found once, when it is opened.
"""

from __future__ import annotations

import duckdb
import polars as pl

from biaochi.config import QUERIES
from biaochi.errors import BiaochiError
from biaochi.published import figures, relations
from biaochi.sqlfile import SqlFile, read_folder

SEVERITIES = ("error", "warning", "note")
_REQUIRED = ("title", "a", "b", "unit", "why", "severity")
_SETTINGS = ("tolerance", "low", "high")


def check_files() -> dict[str, SqlFile]:
    """The checks by id. Raises BiaochiError for a head that lacks a key, has a strange one or an unknown severity."""
    files = read_folder(QUERIES / "checks")
    for sql in files.values():
        absent = [key for key in _REQUIRED if key not in sql.head]
        strange = [key for key in sql.head if key not in _REQUIRED + _SETTINGS]
        if absent or strange:
            raise BiaochiError(
                "{file}: the head lacks {absent} and has unknown {strange}.",
                file=sql.path.name,
                absent=", ".join(absent) or "–",
                strange=", ".join(strange) or "–",
            )
        if sql.head["severity"] not in SEVERITIES:
            raise BiaochiError(
                "{file}: {key} “{value}” is not one of {allowed}.",
                file=sql.path.name,
                key="severity",
                value=sql.head["severity"],
                allowed=", ".join(SEVERITIES),
            )
    return files


def open_findings(connection: duckdb.DuckDBPyConnection) -> None:
    """Create published_figure, published_relation, check_setting (what the heads set) and, over the checks, ``finding``.

    ``finding``: check_id, severity, area_code (null: of no area), subject, figure_a, figure_b.
    """
    files = check_files()
    heads = [{"check_id": sql.id} | {key: sql.head.get(key) for key in ("severity", *_SETTINGS)} for sql in files.values()]
    settings = pl.DataFrame(
        heads, schema={"check_id": pl.String, "severity": pl.String} | dict.fromkeys(_SETTINGS, pl.Float64), strict=False
    )
    tables = {
        "published_figure": figures().with_columns(pl.col(pl.Enum).cast(pl.String)),
        "published_relation": relations().with_columns(pl.col(pl.Enum).cast(pl.String)),
        "check_setting": settings,
        "check_severity": settings.select("check_id", "severity"),
    }
    for name, frame in tables.items():
        connection.register("incoming", frame.to_arrow())
        connection.execute(f"create table {name} as from incoming")
        connection.unregister("incoming")
    parts = []
    for sql in files.values():
        connection.execute(f"create view check_{sql.id} as {sql.sql}")
        parts.append(f"from (from check_severity where check_id = '{sql.id}') cross join check_{sql.id}")
    connection.execute("create table finding as " + " union all by name ".join(parts))
