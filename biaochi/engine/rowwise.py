"""An indicator counted case by case.

The rollups of cases are sums over ``stg_case``, and an indicator reads nothing of a case but its rollups. So the same statements, run
over cases that carry a key of their own in place of an area, give one row for every case, and what those rows add up to is the
figure itself: there is no second way of counting that could disagree. Temporary relations of the question's cursor go before the
engine's own of the same name, for as long as the cursor lives.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

import duckdb
import polars as pl

from biaochi.config import QUERIES
from biaochi.engine.database import execute, in_order
from biaochi.errors import BiaochiError
from biaochi.sqlfile import SqlFile, read_folder, read_sql

MOST = 300_000
"""So many cases are counted one by one within some seconds; of more, only how many there are is told."""

_KEYED, _EXPOSED = (read_sql(QUERIES / "explain" / f"{name}.sql") for name in ("keyed_case", "keyed_exposed"))


def needs(sql: SqlFile) -> list[SqlFile]:
    """What must be named to ``Engine.asking``, beside the statement, so that ``count_cases`` can run on its cursor."""
    return [_KEYED, *([_EXPOSED] if _EXPOSED.relations() & read_by(sql) else [])]


def count_cases(cursor: duckdb.DuckDBPyConnection, sql: SqlFile, parameters: Mapping[str, Any]) -> tuple[int, pl.DataFrame | None]:
    """How many cases can matter to the question, and the rows of ``sql`` with the key of a case in ``area_code``.

    Leaves ``keyed_case`` (case_key, system, case_id, area_code) and a keyed ``stg_case`` on the cursor, which is good for nothing else
    afterwards. None in place of the rows where there are more than MOST. Raises BiaochiError where a statement fails.
    """
    _keep(cursor, "keyed_case", _KEYED.sql, _KEYED)
    cases = cursor.table("keyed_case").count("*").fetchall()[0][0]
    if cases > MOST:
        return cases, None
    names = read_by(sql)
    if "asked_exposed" in names:  # while what it reads still speaks of areas
        _keep(cursor, "keyed_exposed", _EXPOSED.sql, _EXPOSED)
        cursor.execute("create or replace temp view asked_exposed as from keyed_exposed")
    _keep(cursor, "stg_case", "from main.stg_case semi join keyed_case using (system, case_id)", _KEYED)
    cursor.execute(
        "update stg_case set area_code = k.case_key from keyed_case as k where k.system = stg_case.system and k.case_id = stg_case.case_id"
    )
    for rollup in in_order(read_folder(QUERIES / "rollups")):
        if rollup.id in names:
            _keep(cursor, rollup.id, rollup.sql, rollup)
    return cases, execute(cursor, sql, parameters)


def put(cursor: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Keep a frame on the cursor as a table."""
    cursor.register("incoming", frame.to_arrow())
    cursor.execute(f"create temp table {name} as from incoming")
    cursor.unregister("incoming")


def read_by(sql: SqlFile) -> set[str]:
    """Every relation a statement reads, through asked relations, rollups and models as well."""
    known = {each.id: each for folder in ("asked", "rollups", "models") for each in read_folder(QUERIES / folder).values()}
    found, front = set(), sql.relations()
    while front:
        found |= front
        front = set().union(*(known[name].relations() for name in front if name in known)) - found
    return found


def words(sql: SqlFile) -> set[str]:
    """The names a statement itself uses: columns, relations, functions."""
    return set(re.findall(r"[a-z_][a-z0-9_]*", re.sub(r"--[^\n]*", " ", sql.sql)))


def _keep(cursor: duckdb.DuckDBPyConnection, name: str, statement: str, origin: SqlFile) -> None:
    try:
        cursor.execute(f"create temp table {name} as {statement}")
    except duckdb.Error as error:
        logging.getLogger(__name__).error("%s failed, keyed by case: %s", origin.path.name, error)
        raise BiaochiError("{file} failed; the cause is in the log.", file=origin.path.name) from error
