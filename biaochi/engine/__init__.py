"""The engine: one snapshot of the warehouse opened in DuckDB, and the one path on which SQL is run.

``database.py`` opens a snapshot and runs files of ``queries/``; ``rollups.py`` materialises the rollups when a
snapshot is published.
"""

from biaochi.engine.database import Engine, open_engine
from biaochi.engine.rollups import build_rollups

__all__ = ["Engine", "build_rollups", "open_engine"]
