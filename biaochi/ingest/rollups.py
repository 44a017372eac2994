"""Rows that only add up other rows of the same file: a county's row above those of its communities.

Taken in, they would count everybody twice. For people and households a row above others is always such a sum; for money
and premises, which a street can have of its own, only where it says what the rows below it add up to.
"""

from __future__ import annotations

import polars as pl

from biaochi.ingest import checksums
from biaochi.ingest.areas import Areas
from biaochi.ingest.mapping import Mapped
from biaochi.ingest.parsing import numeric_fields

_ALWAYS = ("community", "volunteer_stat", "staff", "party_link")
_WHERE_EQUAL = ("funding", "facility")
_NEAR = 0.01


def parent_rows(mapped: Mapped, frame: pl.DataFrame, areas: Areas) -> tuple[list[int], pl.DataFrame]:
    """(numbers of such rows, their lines for the checksum ledger). ``frame``: typed rows with area_code."""
    wanted = numeric_fields(mapped)
    if mapped.table.name not in (*_ALWAYS, *_WHERE_EQUAL) or frame.is_empty() or not wanted:
        return [], checksums.empty()
    codes = frame["area_code"].drop_nulls().unique().to_list()
    above = {code: set(areas.above(code)) for code in codes}
    parents = set(codes) & set().union(*above.values())
    if not parents:
        return [], checksums.empty()
    same = [
        c for c in ("period", "year", "fund_kind", "source_kind", "use_kind", "facility_kind") if c in frame.columns
    ]
    leaves = frame.filter(~pl.col("area_code").is_in(list(parents)))
    rows, lines = [], []
    for record in frame.filter(pl.col("area_code").is_in(list(parents))).iter_rows(named=True):
        below = [code for code in codes if record["area_code"] in above[code]]
        part = leaves.filter(pl.col("area_code").is_in(below))
        for column in same:
            part = part.filter(pl.col(column).eq_missing(pl.lit(record[column])))
        said = {f: float(record[f.name]) for f in wanted if record[f.name] is not None}
        sums = {f: float(part[f.name].sum()) for f in said}
        equal = any(abs(said[f] - sums[f]) <= _NEAR * max(abs(sums[f]), 1) for f in said if sums[f])
        if part.is_empty() or (mapped.table.name in _WHERE_EQUAL and not equal):
            continue
        area = areas.get(record["area_code"])
        rows.append(record["row"])
        lines += [(record["row"], area.name if area else record["area_code"], f.shown, said[f], sums[f]) for f in said]
    return rows, pl.DataFrame(lines, schema=checksums.empty().schema, orient="row")
