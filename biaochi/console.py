"""What the command line prints: tables for people, rows for programs, progress for whoever waits."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import polars as pl
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from biaochi.catalogue import Indicator
from biaochi.config import settings
from biaochi.i18n import number, pick, t

out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)
if not out.is_terminal:
    out.width = 200  # a table in a file or a pipe is not cut to the width of a window

ACCOUNT = ("file", "table", "read", "accepted", "quarantined", "duplicates", "checksum_rows", "snapshot")
"""The fields of an import's account that the command line shows."""

_WORDS = (
    "file", "table", "snapshot", "area_code", "area_name", "period", "category", "verdict", "state", "id", "title", "unit",
    "severity", "check", "subject",
)  # fmt: skip
_FIGURES = ("value", "p90", "standard")


class Format(StrEnum):
    """How a command prints."""

    table = "table"
    csv = "csv"
    json = "json"


def say(message: str, **values: Any) -> None:
    """Print a sentence in the language of the command line."""
    out.print(t(message, settings().language, **values), markup=False, highlight=False)


def warn(message: str, **values: Any) -> None:
    """Print a sentence on standard error, where it does not mix with what programs read."""
    err.print(t(message, settings().language, **values), markup=False, highlight=False, style="yellow")


def print_json(rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows as a JSON list; dates as ISO text."""
    print(json.dumps(list(rows), ensure_ascii=False, indent=2, default=lambda v: v.isoformat() if isinstance(v, date) else str(v)))


def print_csv(frame: pl.DataFrame) -> None:
    sys.stdout.write(frame.write_csv())


def print_table(columns: Iterable[str], rows: Iterable[Iterable[str]], title: str | None = None) -> None:
    """A table with its headers in the language of the command line; numbers stand to the right."""
    shown = Table(title=title)
    for name in columns:
        shown.add_column(t(name, settings().language), justify="left" if name in _WORDS else "right", no_wrap=True)
    for row in rows:
        shown.add_row(*row)
    out.print(shown)


def print_values(frame: pl.DataFrame, indicator: Indicator) -> None:
    """An answer of ``measures.value`` as a table."""
    language = settings().language
    columns = ["area_code", "area_name", "period", "numerator", "denominator", "value", "standard", "verdict", "state"]
    if frame["category"].is_not_null().any():
        columns.insert(3, "category")
    if "p90" in frame.columns:
        columns.insert(columns.index("value") + 1, "p90")
    title = t("{title} ({unit})", language, title=pick(indicator.title, language), unit=t(indicator.unit, language))
    rows = ([_cell(name, row[name], language) for name in columns] for row in frame.iter_rows(named=True))
    print_table(columns, rows, title)


def _cell(name: str, content: Any, language: str) -> str:
    if name in _FIGURES:
        return number(content, language, 2)
    if name in ("numerator", "denominator"):
        return number(content, language, 0 if content is None or float(content).is_integer() else 2)
    if content is None:
        return "—"
    return t(content, language) if name in ("verdict", "state") else str(content)


class Stages:
    """A progress bar on standard error, one line for each stage that is reported; silent where JSON is wanted."""

    def __init__(self, words: Mapping[str, str], quiet: bool = False) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=err, disable=quiet)
        self._words = words
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Stages:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage not in self._tasks:
            words = t(self._words.get(stage, stage), settings().language)
            self._tasks[stage] = self._bar.add_task(words, total=total)
        self._bar.update(self._tasks[stage], completed=done, total=total)
