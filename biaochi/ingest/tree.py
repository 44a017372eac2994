"""Rows of the area table that do not hang on the tree: their parent is unknown, or they stand above themselves."""

from __future__ import annotations

import polars as pl

from biaochi.ingest.areacodes import level_of
from biaochi.ingest.areas import Areas
from biaochi.ingest.parsing import PROBLEM


def tangled(rows: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """``rows`` (sound so far) with a parent that is in a circle or unknown, and what hangs on them alone: row + PROBLEM.

    Parents are looked for among the rows themselves, the areas known, and China's scheme, where the code tells them.
    """
    parents = dict(rows.select("area_code", "parent_code").iter_rows())
    rules = dict.fromkeys(_circular(parents, areas), "circular_parent")
    found = True
    while found:
        left = {code: parent for code, parent in parents.items() if code not in rules}
        found = [
            code
            for code, parent in left.items()
            if parent is not None and parent not in left and areas.get(parent) is None and level_of(parent) is None
        ]
        rules.update(dict.fromkeys(found, "unknown_parent"))
    return (
        rows.filter(pl.col("area_code").is_in(list(rules)))
        .select(
            "row",
            rule=pl.col("area_code").replace_strict(rules, default=None, return_dtype=pl.String),
            column=pl.lit("parent_code"),
            value=pl.col("parent_code"),
        )
        .cast({"row": pl.Int64, **PROBLEM})
    )


def _circular(parents: dict[str, str | None], areas: Areas) -> set[str]:
    """The codes of ``parents`` that come back to themselves on the way up."""
    circular: set[str] = set()
    settled: set[str] = set()
    for start in parents:
        path: list[str] = []
        code: str | None = start
        while code is not None and code not in settled and code not in path:
            path.append(code)
            code = parents[code] if code in parents else areas.parent(code)
        if code in path:
            circular.update(path[path.index(code) :])
        settled.update(path)
    return circular & set(parents)
