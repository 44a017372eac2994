"""The importer: from the files that bureaus export to rows of the warehouse, every one of them accounted for.

    read → find header → map columns → read values → find areas → fill in → check → publish once

``import_files`` is all that others need; ``reason`` puts a quarantine rule into words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import polars as pl

from biaochi.engine import build_rollups
from biaochi.ingest.account import Account, ledger
from biaochi.ingest.areas import Areas
from biaochi.ingest.mapping import Mapped, understand
from biaochi.ingest.process import Batch, Outcome, process
from biaochi.ingest.profiles import Profile, load_profile
from biaochi.ingest.readers import read_sheets
from biaochi.ingest.rules import RULES, STAGES, reason
from biaochi.tables import TABLES
from biaochi.warehouse import SURVEYS, Publication, Warehouse

__all__ = ["RULES", "STAGES", "Account", "Profile", "import_files", "load_profile", "reason"]

Progress = Callable[[str, int, int], None]

_PART = {"parse": (0.0, 0.6), "place": (0.6, 0.1), "check": (0.7, 0.3)}
"""Where each stage of a sheet starts and how much of the sheet's time it takes."""


def import_files(
    paths: Sequence[Path | str],
    *,
    warehouse: Warehouse,
    table: str | None = None,
    profile: str | Path | None = None,
    as_of: date | Mapping[Path, date] | None = None,
    dry_run: bool = False,
    on_progress: Progress | None = None,
    demo_fingerprint: str = "",
    standard: str = "",
    home: str = "",
    on_rollups: Callable[..., dict[str, str]] | None = build_rollups,
) -> list[Account]:
    """Import files into ``warehouse`` as one publish; one account per file (per sheet of a workbook), in the order given.

    All files are read before anything is stored: one that cannot be read refuses the call (ImportRefused, UnknownName) and
    leaves the warehouse as it was. Areas are taken first, whatever the order. ``as_of`` is the date the files speak for
    where they do not say it, the same for all or by path. ``on_progress(stage, done, total)`` hears of each step; stages are
    the keys of STAGES, done and total count rows (files while reading). ``demo_fingerprint`` marks a publish of the demo alone,
    ``standard`` is the set of standards and ``home`` the area that pages then start with. ``on_rollups`` is handed to the
    warehouse.
    """
    tell = on_progress or (lambda stage, done, total: None)
    by_file = _read_all(paths, table, load_profile(profile), tell)
    mapped = [sheet for sheets in by_file for sheet in sheets]
    days = [_day_of(path, as_of) for path, sheets in zip(paths, by_file, strict=True) for _ in sheets]
    batch = Batch(f"{datetime.now():%Y%m%dT%H%M%S}-{uuid4().hex[:6]}", None, date.today())
    if dry_run:
        base = Publication(warehouse, warehouse.current())
        batch.cases.extend(_stored(base, mapped))
        outcomes = _process_all(mapped, days, Areas(base.known_areas()), batch, tell)
        accounts = [_account(outcome, batch, None) for outcome in outcomes]
        ledger(accounts)
        return accounts
    with warehouse.publishing(on_rollups) as publication:
        batch.cases.extend(_stored(publication, mapped))
        outcomes = _process_all(mapped, days, Areas(publication.known_areas()), batch, tell)
        accounts = [_account(outcome, batch, publication.snapshot) for outcome in outcomes]
        account_rows = ledger(accounts)
        tell("publish", 0, 1)
        for name, frame in _by_table(outcomes).items():
            publication.merge(name, frame)
        publication.record(
            quarantine=_stack(outcomes, "quarantine"), checksum=_stack(outcomes, "checksum"), account=account_rows
        )
        if demo_fingerprint:
            publication.demo_fingerprint, publication.own_imports = demo_fingerprint, 0
        if standard:
            publication.standard = standard
        if home:
            publication.home = home
    tell("publish", 1, 1)
    return accounts


def _stored(publication: Publication, mapped: Sequence[Mapped]) -> list[pl.DataFrame]:
    """The cases stored so far, where any of the files brings cases."""
    return [publication.stored_cases()] if any(m.table.name == "case" for m in mapped) else []


def _day_of(path: Path | str, as_of: date | Mapping[Path, date] | None) -> date | None:
    return as_of.get(Path(path)) if isinstance(as_of, Mapping) else as_of


def _read_all(paths: Sequence[Path | str], table: str | None, profile: Profile, tell: Progress) -> list[list[Mapped]]:
    """The sheets of each file."""
    mapped: list[list[Mapped]] = []
    for i, path in enumerate(paths):
        tell("read", i, len(paths))
        mapped.append(list(understand(read_sheets(path), table=table, profile=profile)))
    tell("read", len(paths), len(paths))
    return mapped


def _process_all(
    mapped: Sequence[Mapped], days: Sequence[date | None], areas: Areas, batch: Batch, tell: Progress
) -> list[Outcome]:
    heights = [m.sheet.cells.height for m in mapped]
    total, done = sum(heights), 0
    outcomes: dict[int, Outcome] = {}
    # Areas first; then files that give the codes of communities: names are looked up among what they bring.
    order = sorted(range(len(mapped)), key=lambda i: (mapped[i].table.name != "area", _vagueness(mapped[i])))
    for i in order:

        def on_step(stage: str, step: int, steps: int, before: int = done, height: int = heights[i]) -> None:
            tell(stage, before + int(height * (_PART[stage][0] + _PART[stage][1] * step / steps)), total)

        outcomes[i] = process(mapped[i], areas, replace(batch, as_of=days[i]), on_step)
        done += heights[i]
    return [outcomes[i] for i in range(len(mapped))]


def _vagueness(mapped: Mapped) -> int:
    """0 where a sheet gives codes of communities, 1 where it gives other codes, 2 where it only gives names."""
    if "area_code" not in mapped.columns:
        return 2
    codes = mapped.sheet.cells[mapped.columns["area_code"].cell].str.strip_chars()
    return 0 if (codes.str.contains(r"^[1-8]\d{11}(?:\.0)?$") & ~codes.str.contains(r"000(?:\.0)?$")).any() else 1


def _account(outcome: Outcome, batch: Batch, snapshot: str | None) -> Account:
    mapped = outcome.mapped
    return Account(
        file=mapped.sheet.file,
        table=mapped.table.name,
        read=outcome.read,
        accepted=outcome.accepted_rows,
        quarantined=outcome.quarantine.height,
        duplicates=outcome.duplicates,
        checksum_rows=outcome.checksum_rows,
        snapshot=snapshot,
        batch_id=batch.batch_id,
        profile=mapped.profile.name,
        as_of=outcome.as_of,
        imported_at=datetime.now(),
        dropped_columns=";".join(mapped.dropped),
        ignored_columns=";".join(mapped.ignored),
        as_of_from=outcome.as_of_from,
        warnings=outcome.warnings,
        rules=dict(outcome.quarantine["rule"].value_counts(sort=True).iter_rows()),
    )


def _by_table(outcomes: Sequence[Outcome]) -> dict[str, pl.DataFrame]:
    """All rows of the import by table, areas first; of two files that say the same row the one that speaks for the later
    date is right, of equals the later one."""
    outcomes = sorted(outcomes, key=lambda outcome: outcome.as_of)
    frames: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
    # Areas that had to be made come first, nameless ones before all: a name replaces a code, an imported row both.
    made = pl.concat([outcome.areas for outcome in outcomes])
    frames["area"].append(made.sort(pl.col("area_name") != pl.col("area_code"), maintain_order=True))
    for outcome in outcomes:
        frames[outcome.mapped.table.name].append(outcome.accepted)
    return {
        name: _one_per_key(name, pl.concat(parts)) for name, parts in frames.items() if any(part.height for part in parts)
    }


def _one_per_key(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The last row of each key; of surveys, which come in parts, the last value of each column."""
    key = TABLES[name].key
    if name not in SURVEYS:
        return rows.unique(key, keep="last", maintain_order=True)
    return rows.group_by(key, maintain_order=True).agg(pl.exclude(key).drop_nulls().last()).select(rows.columns)


def _stack(outcomes: Sequence[Outcome], ledger_name: str) -> pl.DataFrame:
    return pl.concat([getattr(outcome, ledger_name) for outcome in outcomes], how="diagonal_relaxed")
