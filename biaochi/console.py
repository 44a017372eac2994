"""What the command line prints: tables for people, rows for programs, progress for whoever waits."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import polars as pl
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from biaochi.catalogue import Indicator
from biaochi.config import settings
from biaochi.i18n import number, pick, t

if TYPE_CHECKING:
    from biaochi.measures.explained import Explanation

out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)
if not out.is_terminal:
    out.width = 200  # a table in a file or a pipe is not cut to the width of a window

ACCOUNT = ("file", "table", "read", "accepted", "quarantined", "duplicates", "checksum_rows", "snapshot")
"""The fields of an import's account that the command line shows."""

_WORDS = (
    "file", "table", "snapshot", "area_code", "area_name", "period", "category", "verdict", "verdict_whole", "state", "id", "title", "unit",
    "severity", "check", "subject", "case_id", "counts", "reason", "standing", "reported_at", "due_at", "closed_at", "source_file",
)  # fmt: skip
_AGAINST_WHOLE = {
    "better": "better than the whole",
    "similar": "like the whole",
    "worse": "worse than the whole",
}
_FIGURES = ("value", "lower", "upper", "p90", "standard", "whole")
_OF_CASES = ("case_id", "area_name", "counts", "reason", "reported_at", "due_at", "closed_at", "source_file", "source_row")
"""The columns of an explained case that the command line shows."""


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
    columns = [
        "area_code", "area_name", "period", "numerator", "denominator", "value", "lower", "upper", "standard", "verdict", "state",
    ]  # fmt: skip
    if frame["category"].is_not_null().any():
        columns.insert(3, "category")
    if "p90" in frame.columns:
        columns.insert(columns.index("value") + 1, "p90")
    if frame["whole"].is_not_null().any():
        columns[columns.index("state") :] = ["whole", "verdict_whole", "state"]
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
    if name == "verdict_whole":
        return t(_AGAINST_WHOLE.get(content, content), language)
    return t(content, language) if name in ("verdict", "state") else str(content)


def print_sentences(frame: pl.DataFrame, indicator: Indicator, names: Mapping[str, str]) -> None:
    """Each row of an answer as a sentence; ``names``: what the wholes are called, by code."""
    from biaochi.ui.verdicts import told  # loads the drawing library for its words of units: only where it is asked for

    for row in frame.iter_rows(named=True):
        whole = names.get(row["whole_code"] or "", "")
        period = f"[{row['period']}]" if frame["period"].n_unique() > 1 else ""
        out.print(f"{period} {told(row, indicator, settings().language, whole)}".strip(), markup=False, highlight=False)


def print_explanation(told: Explanation, how: Format) -> None:
    """An explanation of ``measures.explain``: figure, why cases count, rows with their files, areas, standard, statements.

    As CSV the cases, or the areas where the indicator counts none.
    """
    language, indicator, row = settings().language, told.indicator, told.row
    if how is Format.json:
        print_json([told.as_dict()])
        return
    if how is Format.csv:
        print_csv(told.cases.listing.rows if told.cases else told.parts)
        return
    figures = {name: _cell(name, row[name], language) for name in ("value", "numerator", "denominator", "state")}
    counted = " ÷ ".join(figures[part] for part in ("numerator", "denominator") if row[part] is not None)
    where = f"{pick(indicator.title, language)} · {row['area_name']} · {row['period']}"
    said = f"{where}: {figures['value']} {t(indicator.unit, language)} = {counted or '—'} ({figures['state']})"
    out.print(f"{said}\n{pick(indicator.formula, language)}", markup=False, highlight=False)
    for held in (told.standard, *told.thresholds):
        if held:
            since = f" · {held.since}" if held.since else ""
            out.print(f"{pick(held.title, language)}: {held.value:g} {t(held.unit, language)} · {held.document}{since}", markup=False)
    if told.cases:
        _print_frame(told.cases.reasons, ("counts", "reason", "cases"))
        _print_frame(told.cases.listing.rows, _OF_CASES, told.cases.listing.total)
    _print_frame(told.parts, ("area_code", "area_name", "numerator", "denominator", "counts"))
    for name, source in told.sources.items():
        _print_frame(source.listing.rows, ("area_code", "area_name", "standing", "source_file", "source_row"), source.listing.total, name)
    for statement in told.statements:
        out.print(f"\n-- {statement.file}\n{statement.text}", markup=False, highlight=False)
    say("snapshot {id}", id=told.snapshot)


def _print_frame(frame: pl.DataFrame, columns: Iterable[str], total: int | None = None, title: str | None = None) -> None:
    """Some columns of a frame as a table, those that hold nothing left out; and how many rows there are where not all are here."""
    from biaochi.measures.explained import COUNTS, PARTS, REASONS, STANDINGS

    columns = [name for name in columns if name in frame.columns and frame[name].is_not_null().any()]
    if not columns:
        return
    language = settings().language
    said = {"counts": COUNTS | PARTS, "reason": REASONS, "standing": STANDINGS}
    rows = (
        [t(said[name][row[name]], language) if name in said else _cell(name, row[name], language) for name in columns]
        for row in frame.iter_rows(named=True)
    )
    print_table(columns, rows, title)
    if total is not None and total > frame.height:
        say("{n} of {all} rows", n=frame.height, all=total)


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
