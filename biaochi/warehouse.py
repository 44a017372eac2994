"""The warehouse: Delta tables, and one manifest for each time they were published.

    warehouse/
      tables/<name>/          Delta tables, one version per import that touched them
      rollups/<snapshot>/     what queries/rollups made of that snapshot, as Parquet
      snapshots/<id>.json     the manifest: table versions, rollup files, as-of dates
      CURRENT                 the id of the snapshot that is served

Readers open only what a manifest names, and ``CURRENT`` is replaced in one step, so a reader sees the whole of one
snapshot or the whole of the next. An import that dies leaves a newer Delta version that no manifest names; the next
import starts by restoring each table to the version that is served.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote

import polars as pl
from deltalake import DeltaTable

from biaochi.errors import BiaochiError
from biaochi.tables import LEDGERS, TABLES

_UNUSABLE = set("%[]{}^|*?#\\")
"""What the storage library misreads in a path; letters of any language and spaces are fine."""

SURVEYS = ("area", "community", "volunteer_stat", "staff", "party_link")
"""Tables whose rows are often exported in parts (households here, population there): a blank does not wipe a value."""

_OBSERVED = ("case", "community", "facility", "volunteer_stat", "staff", "party_link", "service_site")

KEPT_SNAPSHOTS = 12
"""How many published snapshots keep their manifest and rollups."""


@dataclass(frozen=True)
class Manifest:
    """What one snapshot is made of. ``as_of`` holds the newest date each table speaks for."""

    snapshot: str
    created_at: str
    tables: dict[str, int]
    rollups: dict[str, str] = field(default_factory=dict)
    as_of: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    calendar: dict[str, int] = field(default_factory=lambda: {"month_starts_on": 1, "day_starts_at": 0})
    demo_fingerprint: str = ""
    own_imports: int = 0
    standard: str = ""
    home: str = ""
    """Where a reader starts who asked for nothing; empty: the lowest area that holds all others."""

    @property
    def is_demo(self) -> bool:
        """Whether demo data is in it, alone or beside one's own: the pages say so as long as it is."""
        return bool(self.demo_fingerprint)

    @property
    def newest(self) -> date:
        """The newest as-of date of what was observed (cases, surveys), else of any table: a list or a budget has no date of
        its own, and one imported today says nothing about today."""
        observed = [day for name, day in self.as_of.items() if name in _OBSERVED] or list(self.as_of.values())
        return max((date.fromisoformat(day) for day in observed), default=date(1900, 1, 1))


class Warehouse:
    """A folder that holds snapshots. Creating the object touches nothing on disk."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    def table_path(self, name: str) -> Path:
        return self.path / "tables" / name

    def current(self) -> Manifest | None:
        """The manifest that is served, or None where nothing was ever published."""
        snapshot = current_snapshot(self.path)
        return self.manifest(snapshot) if snapshot else None

    def manifest(self, snapshot: str) -> Manifest:
        path = self.path / "snapshots" / f"{snapshot}.json"
        if not path.exists():
            raise BiaochiError("There is no snapshot {snapshot} in this warehouse.", snapshot=snapshot)
        return Manifest(**json.loads(path.read_text(encoding="utf-8")))

    def files(self, manifest: Manifest) -> dict[str, list[str]]:
        """The Parquet files of each table at the version the manifest names."""
        files = {}
        for name, version in manifest.tables.items():
            folder = self.table_path(name)
            actions = DeltaTable(str(folder), version=version).get_add_actions()
            # Delta writes names as in a URL; the folder itself is taken as it is, whatever its letters.
            files[name] = [str(folder / unquote(path)) for path in pl.DataFrame(actions)["path"]]
        return files

    def columns(self, manifest: Manifest) -> dict[str, set[str]]:
        """The columns each table has at the version the manifest names; an older release may have written fewer."""
        return {
            name: {field.name for field in DeltaTable(str(self.table_path(name)), version=version).schema().fields}
            for name, version in manifest.tables.items()
        }

    @contextmanager
    def publishing(self, on_rollups: Callable[[Warehouse, Manifest, Path], dict[str, str]] | None = None) -> Iterator[Publication]:
        """Collect changes and publish them in one step when the block ends; an exception publishes nothing.

        ``on_rollups`` materialises the rollups of the new snapshot into the folder it is handed and returns their
        files by name; the engine gives it (``biaochi.engine.build_rollups``), so that this module needs no SQL.
        """
        strange = sorted(set(str(self.path)) & _UNUSABLE)
        if strange:
            raise BiaochiError(
                "The warehouse cannot lie in {path}: the storage library does not take “{strange}” in a path. Choose another "
                "folder in BIAOCHI_WAREHOUSE.",
                path=str(self.path),
                strange=" ".join(strange),
            )
        self.path.mkdir(parents=True, exist_ok=True)
        with _lock(self.path / "LOCK"):
            publication = Publication(self, self.current())
            yield publication
            if publication.changed:
                publication.publish(on_rollups)


class Publication:
    """The next snapshot while it is being made."""

    def __init__(self, warehouse: Warehouse, base: Manifest | None) -> None:
        self.warehouse = warehouse
        self.base = base
        # The number orders snapshots; the time keeps two warehouses that replace one another from sharing an id.
        number = int(base.snapshot.partition("-")[0]) + 1 if base else 1
        self.snapshot = f"{number:06d}-{datetime.now():%Y%m%d%H%M%S}"
        self.changed = False
        self.demo_fingerprint = base.demo_fingerprint if base else ""
        self.own_imports = (base.own_imports if base else 0) + 1
        """Counts every import but the demo's own, which sets it back to 0 and leaves its fingerprint."""
        self.calendar = dict(base.calendar) if base else {"month_starts_on": 1, "day_starts_at": 0}
        self.standard = base.standard if base else ""
        """The set of standards that pages start with; empty is the usual one."""
        self.home = base.home if base else ""
        self._versions: dict[str, int] = dict(base.tables) if base else {}
        self._as_of = dict(base.as_of) if base else {}
        self._rows = dict(base.rows) if base else {}
        self._restored: set[str] = set()

    def known_areas(self) -> pl.DataFrame:
        """Areas imported so far: area_code, area_name, level, parent_code, alias, valid_to, predecessor_code (all text)."""
        columns = ["area_code", "area_name", "level", "parent_code", "alias", "valid_to", "predecessor_code"]
        if "area" not in self._versions:
            return pl.DataFrame(schema={name: pl.String for name in columns})
        table = DeltaTable(str(self.warehouse.table_path("area")), version=self._versions["area"])
        return pl.from_arrow(table.to_pyarrow_table(columns=columns)).cast(pl.String)

    def stored_cases(self) -> pl.DataFrame:
        """The cases that are served: system, case_id, area_code, reported_at. A new file may not take another city's numbers."""
        columns = ["system", "case_id", "area_code", "reported_at"]
        if "case" not in self._versions:
            return pl.DataFrame(schema=dict.fromkeys(columns[:3], pl.String) | {"reported_at": pl.Datetime("us")})
        table = DeltaTable(str(self.warehouse.table_path("case")), version=self._versions["case"])
        return pl.from_arrow(table.to_pyarrow_table(columns=columns))

    def merge(self, name: str, frame: pl.DataFrame) -> int:
        """Put ``frame`` into the table: a row whose key is stored already replaces it, unless the stored one is of a later as-of
        date. Of surveys, what the new row leaves blank stays as it was. Returns how many keys were stored already.
        """
        if frame.is_empty():
            return 0
        table = TABLES[name]
        frame = _storable(frame.select(table.columns))
        replaced = 0
        target = self._open(name)
        if target is None:
            _append(frame, self.warehouse.table_path(name))
        else:
            stored = pl.from_arrow(target.to_pyarrow_table(columns=table.key))
            replaced = frame.join(stored.cast({k: frame.schema[k] for k in table.key}), on=table.key, how="semi").height
            if replaced == 0:
                _append(frame, self.warehouse.table_path(name))
            else:
                match = " and ".join(f"stored.{k} = incoming.{k}" for k in table.key)
                merger = target.merge(
                    frame.to_arrow(), match, source_alias="incoming", target_alias="stored", merge_schema=True
                )
                not_older = "incoming.as_of >= stored.as_of"
                if name in SURVEYS:
                    kept = {c: f"coalesce(incoming.{c}, stored.{c})" for c in table.columns}
                    merger = merger.when_matched_update(updates=kept, predicate=not_older)
                else:
                    merger = merger.when_matched_update_all(predicate=not_older)
                merger.when_not_matched_insert_all().execute()
        self._note(name, frame)
        return replaced

    def record(
        self,
        *,
        quarantine: pl.DataFrame | None = None,
        checksum: pl.DataFrame | None = None,
        account: pl.DataFrame | None = None,
    ) -> None:
        """Append to the ledgers what an import leaves beside the tables."""
        for name, frame in (("quarantine", quarantine), ("checksum", checksum), ("account", account)):
            if frame is not None and not frame.is_empty():
                frame = self._news(name, LEDGERS[name].validate(frame, cast=True), self._open(name))
                if frame.is_empty():
                    continue
                _append(_storable(frame), self.warehouse.table_path(name))
                self._note(name, frame)

    def _news(self, name: str, frame: pl.DataFrame, ledger: DeltaTable | None) -> pl.DataFrame:
        """Lines that the ledger does not hold yet: a file imported again repeats what it said before."""
        same = [column for column in frame.columns if column != "batch_id"]
        if ledger is None or name == "account":
            return frame
        said = pl.DataFrame(ledger.to_pyarrow_table()).select(same).cast({c: frame.schema[c] for c in same})
        return frame.join(said, on=same, how="anti", nulls_equal=True, maintain_order="left")

    def publish(self, on_rollups: Callable[[Warehouse, Manifest, Path], dict[str, str]] | None) -> None:
        """Materialise the rollups, write the manifest and switch to it."""
        home = self.warehouse.path
        manifest = Manifest(
            snapshot=self.snapshot,
            created_at=datetime.now().isoformat(timespec="seconds"),
            tables=self._versions,
            as_of=self._as_of,
            rows=self._rows,
            calendar=self.calendar,
            demo_fingerprint=self.demo_fingerprint,
            own_imports=self.own_imports,
            standard=self.standard,
            home=self.home,
        )
        if on_rollups is not None:
            folder = home / "rollups" / self.snapshot
            shutil.rmtree(folder, ignore_errors=True)  # left by an import that died at this very snapshot
            folder.mkdir(parents=True)
            files = on_rollups(self.warehouse, manifest, folder)
            manifest = Manifest(**{**asdict(manifest), "rollups": files})
        (home / "snapshots").mkdir(exist_ok=True)
        _write_whole(home / "snapshots" / f"{self.snapshot}.json", json.dumps(asdict(manifest), indent=1))
        _write_whole(home / "CURRENT", self.snapshot)
        self._prune()

    def _open(self, name: str) -> DeltaTable | None:
        """The table as it is served, undoing what a dead import may have added; None where it does not exist yet."""
        path = self.warehouse.table_path(name)
        if not DeltaTable.is_deltatable(str(path)):
            return None
        if name not in self._versions:
            shutil.rmtree(path)  # made by an import that never published
            return None
        table = DeltaTable(str(path))
        if name not in self._restored and table.version() != self._versions[name]:
            table.restore(self._versions[name])
        self._restored.add(name)
        return table

    def _note(self, name: str, frame: pl.DataFrame) -> None:
        table = DeltaTable(str(self.warehouse.table_path(name)))
        self.changed = True
        self._restored.add(name)
        self._versions[name] = table.version()
        self._rows[name] = table.to_pyarrow_dataset().count_rows()
        if name in TABLES:
            newest = frame["as_of"].max().isoformat()
            self._as_of[name] = max(newest, self._as_of.get(name, newest))

    def _prune(self) -> None:
        home = self.warehouse.path
        old = sorted((home / "snapshots").glob("*.json"))[:-KEPT_SNAPSHOTS]
        for path in old:
            shutil.rmtree(home / "rollups" / path.stem, ignore_errors=True)
            path.unlink()


def current_snapshot(path: Path | str) -> str | None:
    """The id of the snapshot that is served; cheap enough to ask on every page."""
    try:
        return (Path(path) / "CURRENT").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def _storable(frame: pl.DataFrame) -> pl.DataFrame:
    """Enumerations are stored as plain text, so that every reader of Parquet understands them."""
    enums = [name for name, dtype in frame.schema.items() if dtype.base_type() in (pl.Enum, pl.Categorical)]
    return frame.with_columns(pl.col(enums).cast(pl.String)) if enums else frame


def _append(frame: pl.DataFrame, path: Path) -> None:
    """Add rows to a table, which learns the columns that an older release did not have."""
    frame.write_delta(str(path), mode="append", delta_write_options={"schema_mode": "merge"})


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader finds the old one or the new one, never half of it."""
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """One import at a time; the system releases the lock of a process that dies."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BiaochiError("Another import is writing to this warehouse. Wait until it ends, then try again.") from None
        yield
