"""What became of each row of a file: the sum that must always come out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime

import polars as pl

from biaochi.tables import Account as AccountSchema


@dataclass(frozen=True)
class Account:
    """One file (or sheet) of one import: read = accepted + quarantined + duplicates + checksum_rows, in source rows.

    ``snapshot`` is the snapshot that holds the rows, None after a dry run. ``rules`` counts the quarantined rows by rule.
    ``dropped_columns`` (personal) and ``ignored_columns`` (unknown) are headers joined by “;”; sheets that were passed
    over stand among the latter. ``as_of_from`` is given, stated or inferred. ``warnings`` counts rows that were kept with an
    optional cell left empty because it could not be read: “满意度: 3; 紧急程度: 1”.
    """

    file: str
    table: str
    read: int
    accepted: int
    quarantined: int
    duplicates: int
    checksum_rows: int
    snapshot: str | None
    batch_id: str
    profile: str
    as_of: date
    imported_at: datetime
    dropped_columns: str
    ignored_columns: str
    as_of_from: str = "given"
    warnings: str = ""
    rules: dict[str, int] = field(default_factory=dict)


def ledger(accounts: list[Account]) -> pl.DataFrame:
    """The accounts as rows of the ledger. Raises where one does not add up, before anything is published."""
    columns = list(AccountSchema.columns())
    rows = [{name: value for name, value in asdict(account).items() if name in columns} for account in accounts]
    frame = pl.DataFrame(rows, schema={n: c.dtype for n, c in AccountSchema.columns().items()})
    return AccountSchema.validate(frame, cast=True)
