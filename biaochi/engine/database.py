"""A snapshot opened in DuckDB.

Base relations (``raw_…``) are the Parquet files that the manifest names; ``queries/models`` become views over them in
the order in which they need one another; rollups are loaded into memory. A question runs on a cursor of its own with
three small tables that say what was asked: ``asked_period``, ``asked_area`` and ``dim_standard``.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from biaochi.config import QUERIES, settings
from biaochi.engine.findings import open_findings
from biaochi.errors import BiaochiError
from biaochi.periods import Calendar
from biaochi.places import places
from biaochi.sqlfile import SqlFile, read_folder, read_sql
from biaochi.standards import DEFAULT_PROFILE, profiles, resolve
from biaochi.tables import LEDGERS, TABLES
from biaochi.warehouse import Manifest, Warehouse

OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


class Engine:
    """One snapshot, read-only. Safe to share between threads: every question gets its own cursor."""

    def __init__(self, warehouse: Warehouse, manifest: Manifest) -> None:
        self.snapshot = manifest.snapshot
        self.manifest = manifest
        self.calendar = Calendar(**manifest.calendar)
        self._connection = duckdb.connect(":memory:", config=OFFLINE)
        self._lock = threading.Lock()
        self._standards: set[tuple[str, date]] = set()
        self._roots: dict[str | None, str | None] = {}
        open_relations(self._connection, warehouse, manifest, kept=("dim_", "fct_"))
        for sql in in_order(read_folder(QUERIES / "rollups")):
            file = manifest.rollups.get(sql.id, "")
            if file.endswith(rollup_file(sql)):
                path = str(warehouse.path / file)
                self._connection.execute(f"create table {sql.id} as from read_parquet($path)", {"path": path})
            else:  # made by other SQL than this release's, or not at all: count again from the rows
                self._connection.execute(f"create table {sql.id} as {sql.sql}")
        open_findings(self._connection)
        self._asked = in_order(read_folder(QUERIES / "asked"))

    @property
    def is_demo(self) -> bool:
        return self.manifest.is_demo

    def standard_of(self, area: str | None) -> str:
        """The set of standards that is meant for an area where none is named: the setting, the place's, the warehouse's own."""
        named = (settings().standard, self.usual(area).get("standard"), self.manifest.standard)
        return next((profile for profile in named if profile in profiles()), DEFAULT_PROFILE)

    @property
    def as_of(self) -> date:
        """The newest date any table speaks for."""
        return self.manifest.newest

    @property
    def cases_as_of(self) -> date:
        """The date up to which cases are known; the newest date of all where there are no cases."""
        text = self.manifest.as_of.get("case")
        return date.fromisoformat(text) if text else self.as_of

    @cached_property
    def areas(self) -> pl.DataFrame:
        """The area tree: area_code, area_name, level, parent_code, county_code, lon, lat, depth, communities."""
        return self.run(read_sql(QUERIES / "explore" / "areas.sql"))

    @cached_property
    def parents(self) -> dict[str, str | None]:
        """The parent of each area."""
        return dict(self.areas.select("area_code", "parent_code").iter_rows())

    def above(self, area: str | None) -> list[str]:
        """The area and those above it, nearest first."""
        chain: list[str] = []
        while area in self.parents and area not in chain:
            chain.append(area)
            area = self.parents[area]
        return chain

    def usual(self, area: str | None) -> dict[str, str]:
        """How an area is usually looked at (standard, households, period), where its place says so: nearest area first."""
        found: dict[str, str] = {}
        for code in self.above(area):
            if code in places():
                found = {**places()[code].usual, **found}
        return found

    def root(self, area: str | None) -> str | None:
        """The whole that an area is looked at within: its place or the home area, else its city, else the top of its tree."""
        if area not in self._roots:
            chain = self.above(area)
            held = [code for code in chain if code == self.home or code in places()]
            held = held or [code for code in chain if code in self._cities] or chain
            self._roots[area] = held[-1] if held else None
        return self._roots[area]

    @cached_property
    def _cities(self) -> set[str]:
        return set(self.areas.filter(pl.col("level") == "city")["area_code"])

    @cached_property
    def home(self) -> str:
        """The area a reader starts from: what the publisher named, else the lowest one that holds all others, or ``all``."""
        if self.manifest.home in set(self.areas["area_code"]):
            return self.manifest.home
        found = self.run(read_sql(QUERIES / "measures" / "home.sql"))
        return found["area_code"][0] if found.height else "all"

    @cached_property
    def spans(self) -> pl.DataFrame:
        """What time is known below each area: area_code, first_report, last_report, known_until, first_survey, last_survey."""
        return self.run(read_sql(QUERIES / "measures" / "area_span.sql"))

    def span(self, area: str | None) -> dict[str, Any]:
        """The row of ``spans`` for the whole that ``area`` lies in (everything for None); empty where nothing is dated."""
        rows = self.spans.filter(pl.col("area_code") == (self.root(area) or "all")).to_dicts()
        return rows[0] if rows else {}

    def first_instant(self, area: str | None) -> datetime:
        """The first report or, where there are no cases, the first survey in the whole that ``area`` lies in: where series start."""
        span = self.span(area)
        surveyed = span.get("first_survey") or date(self.as_of.year, 1, 1)
        return span.get("first_report") or datetime(surveyed.year, surveyed.month, surveyed.day)

    def speaks_for(self, area: str | None) -> date:
        """The newest date that anything speaks for in the whole that ``area`` lies in."""
        span = self.span(area)
        until = span.get("known_until")
        days = [until.date() - timedelta(days=1) if until else None, span.get("last_survey")]
        return min(max((day for day in days if day), default=self.as_of), self.as_of)

    @cached_property
    def successors(self) -> dict[str, str]:
        """Closed areas and today's area that each went into."""
        found = self.run(read_sql(QUERIES / "measures" / "successors.sql"))
        return dict(found.select("old_code", "area_code").iter_rows())

    @cached_property
    def last_report(self) -> date:
        """The last day that belongs to the month of the last report; the as-of date where there are no cases.

        Closing dates may lie years after the last report, so this, not the as-of date, says what “recent” means.
        """
        last = self.run(read_sql(QUERIES / "measures" / "last_report.sql"))["last_report"][0]
        if last is None:
            return self.as_of
        end = self.calendar.month_end(*self.calendar.month_of(last))
        return min(self.cases_as_of, (end - timedelta(hours=1)).date())

    @property
    def last_day(self) -> date:
        """The last day of which there is anything to show: of reports, and of surveys."""
        surveys = [date.fromisoformat(day) for name, day in self.manifest.as_of.items() if name not in ("case", "area")]
        return max([self.last_report, *surveys]) if self.manifest.rows.get("case") else self.as_of

    @cached_property
    def budget_years(self) -> dict[str, list[int]]:
        """The years for which money was reported below each area, oldest first."""
        found = self.run(read_sql(QUERIES / "measures" / "budget_years.sql"))
        return {code: years["year"].to_list() for (code,), years in found.group_by("area_code", maintain_order=True)}

    def run(self, sql: SqlFile, **parameters: Any) -> pl.DataFrame:
        """Run one statement outside any question."""
        cursor = self._connection.cursor()
        try:
            return execute(cursor, sql, parameters)
        finally:
            cursor.close()

    @contextmanager
    def asking(
        self,
        periods: pl.DataFrame,
        areas: pl.DataFrame,
        profile: str,
        day: date,
        statements: Sequence[SqlFile],
        include: Sequence[str] = (),
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that knows what is asked, and has those of ``queries/asked`` that ``statements`` read.

        ``periods``: period, start_at, end_at, cutoff_at, year. ``areas``: area_code. ``profile`` and ``day`` choose the
        standards. ``include``: reasons (``measures.EXCLUSIONS``) for which a case is not kept out of the rates this time. The
        cursor's temporary tables vanish with it.
        """
        standards = self._standards_table(profile, day)
        cursor = self._connection.cursor()
        try:
            kinds = pl.DataFrame({"kind": list(include)}, schema={"kind": pl.String})
            for name, frame in (("asked_period", periods), ("asked_area", areas), ("included_kind", kinds)):
                arrow = frame.to_arrow()
                cursor.register("incoming", arrow)
                cursor.execute(f"create temp table {name} as from incoming")
                cursor.unregister("incoming")
            cursor.execute(f"create temp view dim_standard as from {standards}")
            if include:  # a temporary relation goes before a table of its name
                cursor.execute(f"create temp view case_triangle as {read_sql(QUERIES / 'measures' / 'including.sql').sql}")
            for sql in self._needed(statements):
                cursor.execute(f"create temp view {sql.id} as {sql.sql}")
            yield cursor
        finally:
            cursor.close()

    def _needed(self, statements: Sequence[SqlFile]) -> list[SqlFile]:
        """The asked relations that the statements read, also through one another, in the order in which to make them."""
        asked = {sql.id: sql for sql in self._asked}
        wanted: set[str] = set()
        front = set().union(*(sql.relations() for sql in statements)) & asked.keys()
        while front:
            wanted |= front
            front = set().union(*(asked[name].relations() for name in front)) & asked.keys() - wanted
        return [sql for sql in self._asked if sql.id in wanted]

    def _standards_table(self, profile: str, day: date) -> str:
        name = f"standard_{profile}_{day:%Y%m%d}"
        with self._lock:
            if (profile, day) not in self._standards:
                raw = self._connection.cursor()
                areas = _fetch(raw.sql("from dim_area")).select("area_code", "parent_code", "community_type")
                everything = pl.DataFrame({"area_code": ["all"]})
                resolved = resolve(pl.concat([areas, everything], how="diagonal"), profile, day).to_arrow()
                raw.register("resolved", resolved)
                raw.execute(f"create table {name} as from resolved")
                raw.close()
                self._standards.add((profile, day))
        return name


def open_relations(
    connection: duckdb.DuckDBPyConnection, warehouse: Warehouse, manifest: Manifest, *, kept: tuple[str, ...] = ("dim_",)
) -> None:
    """Create raw_… views over the files of a snapshot, the calendar, and queries/models as views.

    Those whose names begin with one of ``kept`` become tables: dimensions are small and read by everything, facts are read by
    every page.
    """
    files, columns = warehouse.files(manifest), warehouse.columns(manifest)
    schemas = {name: (table.relation, table.schema) for name, table in TABLES.items()}
    schemas |= {name: (f"raw_{name}", schema) for name, schema in LEDGERS.items()}
    for name, (relation, schema) in schemas.items():
        empty = schema.create_empty().with_columns(pl.col(pl.Enum).cast(pl.String)).to_arrow()
        connection.register("incoming", empty)
        connection.execute(f"create table no_{relation} as from incoming")
        connection.unregister("incoming")
        source = f"from no_{relation}"
        if files.get(name):
            listed = ", ".join("'" + path.replace("'", "''") + "'" for path in files[name])
            source = f"from read_parquet([{listed}], union_by_name = true)"
            if not columns[name] >= set(schema.columns()):  # written by an older release: what it lacked is null
                source += f" union all by name from no_{relation}"
        connection.execute(f"create view {relation} as {source}")
    calendar = Calendar(**manifest.calendar)
    as_of = date.fromisoformat(manifest.as_of["case"]) if "case" in manifest.as_of else manifest.newest
    connection.execute(
        "create table calendar as from (values ($as_of_at::timestamp, to_hours($shift), $today::date)) "
        "as c(as_of_at, month_shift, today)",
        {"as_of_at": end_of(as_of), "shift": calendar.shift_hours, "today": manifest.newest},
    )
    for sql in in_order(read_folder(QUERIES / "models")):
        kind = "table" if sql.id.startswith(kept) else "view"
        connection.execute(f"create {kind} {sql.id} as {sql.sql}")


def execute(cursor: duckdb.DuckDBPyConnection, sql: SqlFile, parameters: Mapping[str, Any]) -> pl.DataFrame:
    """Run a statement with the parameters it declares; an error names the file and the cause."""
    try:
        handed = {name: parameters[name] for name in sql.parameters}
    except KeyError as missing:
        raise BiaochiError("{file} needs the parameter {name}.", file=sql.path.name, name=str(missing)) from None
    try:
        return _fetch(cursor.sql(sql.sql, params=handed or None))
    except duckdb.Error as error:
        # The cause may quote paths and rows: it belongs in the log, not on a page.
        logging.getLogger(__name__).error("%s failed: %s", sql.path.name, error)
        raise BiaochiError("{file} failed; the cause is in the log.", file=sql.path.name) from error


def _fetch(relation: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    """The rows of a result; sums of integers come out of DuckDB as decimals and leave as integers, others as floats."""
    frame = pl.DataFrame(relation.to_arrow_table())
    decimals = [(name, dtype) for name, dtype in frame.schema.items() if isinstance(dtype, pl.Decimal)]
    return frame.with_columns(pl.col(name).cast(pl.Float64 if dtype.scale else pl.Int64) for name, dtype in decimals)


def rollup_file(sql: SqlFile) -> str:
    """The file name of a rollup: it names the SQL that made it, models included, so that no stale one is ever read."""
    made_by = "".join(model.sql for model in read_folder(QUERIES / "models").values()) + sql.sql
    return f"{sql.id}-{hashlib.sha256(made_by.encode()).hexdigest()[:12]}.parquet"


def in_order(files: Mapping[str, SqlFile]) -> list[SqlFile]:
    """Files so that each comes after those of the same folder that it reads."""
    ordered: list[SqlFile] = []

    def place(sql: SqlFile, trail: tuple[str, ...]) -> None:
        if sql.id in trail:
            raise BiaochiError("{file} reads itself through {trail}.", file=sql.path.name, trail=" → ".join(trail))
        for name in sorted(sql.relations() & files.keys()):
            place(files[name], (*trail, sql.id))
        if sql not in ordered:
            ordered.append(sql)

    for sql in files.values():
        place(sql, ())
    return ordered


def end_of(day: date) -> datetime:
    """The instant at which a day is over."""
    return datetime(day.year, day.month, day.day) + timedelta(days=1)


_open: dict[Path, Engine] = {}
_opening = threading.Lock()


def open_engine(path: Path | str) -> Engine:
    """The engine of the snapshot that is served in the warehouse at ``path``; opened once per snapshot and process."""
    warehouse = Warehouse(path)
    manifest = warehouse.current()
    if manifest is None:
        raise BiaochiError(
            "There is no data in {path} yet. Build the demo city with “biaochi demo”, or import your own exports with "
            "“biaochi import FILE…”.",
            path=str(path),
        )
    with _opening:
        engine = _open.get(warehouse.path)
        if engine is None or engine.manifest != manifest:
            engine = _open[warehouse.path] = Engine(warehouse, manifest)
        return engine
