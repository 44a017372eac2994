"""What an import leaves beside the tables: quarantine, checksums, accounts."""

from __future__ import annotations

import dataframely as dy
import polars as pl


class Quarantine(dy.Schema):
    """A row that was not taken in: where it stands, which rule it broke, and what it said (never personal data)."""

    table = dy.String()
    source_file = dy.String()
    source_row = dy.Int64()
    batch_id = dy.String()
    rule = dy.String()
    column = dy.String(nullable=True)
    value = dy.String(nullable=True)
    row_json = dy.String()


class Checksum(dy.Schema):
    """A 合计 row: what the export says the column adds up to, and what the rows above it really add up to."""

    table = dy.String()
    source_file = dy.String()
    source_row = dy.Int64()
    batch_id = dy.String()
    label = dy.String()
    column = dy.String()
    stated = dy.Float64()
    summed = dy.Float64(nullable=True)


class Account(dy.Schema):
    """What became of each row of one file in one import: read = accepted + quarantined + duplicates + checksum_rows."""

    batch_id = dy.String()
    file = dy.String()
    table = dy.String()
    profile = dy.String()
    as_of = dy.Date()
    imported_at = dy.Datetime(time_unit="us")
    read = dy.Int64()
    accepted = dy.Int64()
    quarantined = dy.Int64()
    duplicates = dy.Int64()
    checksum_rows = dy.Int64()
    dropped_columns = dy.String()
    ignored_columns = dy.String()
    as_of_from = dy.String(nullable=True)  # given with the call, stated in the file, or inferred from its events
    warnings = dy.String(nullable=True)  # “column: rows” whose optional cell could not be read and was left empty

    @dy.rule()
    def every_row_is_accounted_for(cls) -> pl.Expr:
        return pl.col("read") == pl.sum_horizontal("accepted", "quarantined", "duplicates", "checksum_rows")


LEDGERS: dict[str, type[dy.Schema]] = {"quarantine": Quarantine, "checksum": Checksum, "account": Account}
"""What an import leaves beside the tables; SQL reads them as raw_quarantine, raw_checksum and raw_account."""
