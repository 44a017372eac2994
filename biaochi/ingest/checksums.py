"""What the 合计 and 小计 rows of an export say, beside what its rows really add up to."""

from __future__ import annotations

import polars as pl

from biaochi.ingest.mapping import Mapped
from biaochi.ingest.parsing import numeric_fields, read_rows
from biaochi.tables import Checksum

COLUMNS = ["source_row", "label", "column", "stated", "summed"]


def checksums(mapped: Mapped, sums: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """One line per 合计 row and numeric column: COLUMNS. ``rows`` are the typed rows that stayed (no duplicates).

    合计 covers all rows. 小计 covers the rows since the sum row before it; where the table starts with a 小计, each covers
    the rows that follow it. 其中 rows have no sum of their own.
    """
    wanted = numeric_fields(mapped)
    if sums.is_empty() or not wanted:
        return empty()
    stated, _ = read_rows(mapped, sums)
    labels = sums["label"].to_list()
    positions = sums["row"].to_list()
    spans = _spans(positions, labels, rows["row"].min() if rows.height else None)
    lines = []
    for i, (label, span) in enumerate(zip(labels, spans, strict=True)):
        for field in wanted:
            said = stated[field.name][i]
            if said is None:
                continue
            summed = None
            if span is not None and rows.height:
                part = rows.filter(pl.col("row").is_between(*span, closed="none"))[field.name].drop_nulls()
                summed = float(part.sum()) if len(part) else 0.0
            lines.append((positions[i], label, field.shown, float(said), summed))
    return pl.DataFrame(lines, schema=empty().schema, orient="row")


def empty() -> pl.DataFrame:
    return Checksum.create_empty().select(COLUMNS)


def _spans(positions: list[int], labels: list[str], first_row: int | None) -> list[tuple[float, float] | None]:
    parts = [p for p, label in zip(positions, labels, strict=True) if "小计" in label]
    leads = first_row is not None and bool(parts) and parts[0] < first_row
    spans: list[tuple[float, float] | None] = []
    for position, label in zip(positions, labels, strict=True):
        if label.startswith("其中"):
            spans.append(None)
        elif "小计" not in label:
            spans.append((0, float("inf")))
        elif leads:
            spans.append((position, min((p for p in positions if p > position), default=float("inf"))))
        else:
            spans.append((max((p for p in positions if p < position), default=0), position))
    return spans
