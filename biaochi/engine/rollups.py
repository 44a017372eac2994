"""Materialise ``queries/rollups`` for a snapshot, once, when it is published."""

from __future__ import annotations

from pathlib import Path

import duckdb

from biaochi.config import QUERIES
from biaochi.engine.database import OFFLINE, in_order, open_relations, rollup_file
from biaochi.sqlfile import read_folder
from biaochi.warehouse import Manifest, Warehouse


def build_rollups(warehouse: Warehouse, manifest: Manifest, folder: Path) -> dict[str, str]:
    """Write each rollup of ``manifest`` as Parquet into ``folder``; returns paths relative to the warehouse by name.

    A rollup may read another one, so each is kept as a table until all are written.
    """
    connection = duckdb.connect(":memory:", config=OFFLINE)
    try:
        open_relations(connection, warehouse, manifest)
        written = {}
        for sql in in_order(read_folder(QUERIES / "rollups")):
            path = folder / rollup_file(sql)
            connection.execute(f"create table {sql.id} as {sql.sql}")
            connection.execute(f"copy {sql.id} to '{str(path).replace(chr(39), chr(39) * 2)}' (format parquet, compression zstd)")
            written[sql.id] = str(path.relative_to(warehouse.path))
        return written
    finally:
        connection.close()
