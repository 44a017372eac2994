"""Deadlines from a start and a limit, in the four clocks that case systems use. Pure: no warehouse, no today.

    urgent_hour   runs around the clock
    work_hour     runs inside the working hours of working days
    work_day      the day of the start does not count; ends when the last working hour of the n-th working day ends
    natural_day   the day of the start does not count; ends when the n-th day after it ends

即办 (at once) is a limit of nothing: no document says by when at once is over, so it gives no deadline.
Part of a working day runs on in working hours from there (1.5 working days: the close of the next working day and half a
day's hours more). Public holidays and make-up days are known year by year (``data/reference/holidays.csv``). Where a
working clock would touch a year that is not listed there is no answer: weekends alone would be a guess.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache

import numpy as np
import polars as pl

from biaochi import reference
from biaochi.config import REFERENCE
from biaochi.errors import BiaochiError

UNITS = ("urgent_hour", "work_hour", "work_day", "natural_day")
WORKING = ("work_hour", "work_day")
"""The clocks that need the calendar."""

_DAY = 86_400_000_000
_HOUR = 3_600_000_000
_LONGEST = {"urgent_hour": 24 * 36_600, "work_hour": 24 * 36_600, "work_day": 36_600, "natural_day": 36_600}
"""A limit of more than a hundred years is a mistake and gives no deadline."""

_NONE = np.iinfo(np.int64).min
"""Not a time, as numpy and polars both store it beside a validity mask."""


@dataclass(frozen=True)
class Calendar:
    """Working days of the years that are listed, and the working hours of each: the axis on which working time runs.

    Times are microseconds since 1970, as polars stores them; days count from 1970 too.
    """

    years: frozenset[int]
    first_day: int
    worked: np.ndarray
    """Whether each day from ``first_day`` on is worked."""
    spans: tuple[tuple[int, int], ...]
    """Working hours within a day, in microseconds."""
    starts: np.ndarray = field(repr=False)
    """When each stretch of working time begins, over all working days."""
    ends: np.ndarray = field(repr=False)
    before: np.ndarray = field(repr=False)
    """Working time before each stretch."""

    @property
    def day_length(self) -> int:
        """Working time of a working day."""
        return sum(end - start for start, end in self.spans)

    def covers(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Whether every year from that of ``start`` to that of ``end`` is listed."""
        low, high = min(self.years), max(self.years)
        unlisted = np.cumsum([0, *(year not in self.years for year in range(low, high + 1))])
        first, last = _year(start), _year(end)
        inside = (first >= low) & (last <= high) & (first <= last)
        gap = unlisted[np.clip(last - low + 1, 0, high - low + 1)] - unlisted[np.clip(first - low, 0, high - low)]
        return inside & (gap == 0)

    def elapsed(self, at: np.ndarray) -> np.ndarray:
        """Working time from the first listed day to ``at``."""
        i = np.searchsorted(self.starts, at, side="right") - 1
        inside = np.minimum(at, self.ends[np.maximum(i, 0)]) - self.starts[np.maximum(i, 0)]
        return np.where(i < 0, 0, self.before[np.maximum(i, 0)] + inside)

    def reached(self, worked: np.ndarray) -> np.ndarray:
        """The earliest moment by which so much time was worked; past the calendar's end, a moment no calendar covers."""
        total = self.before + self.ends - self.starts
        i = np.searchsorted(total, worked, side="left")
        at = np.minimum(i, len(total) - 1)
        return np.where(i < len(total), self.starts[at] + worked - self.before[at], np.iinfo(np.int64).max // 4)

    def closes(self, start: np.ndarray, days: np.ndarray) -> np.ndarray:
        """When the ``days``-th working day after that of ``start`` closes."""
        count = np.cumsum(self.worked)
        day = np.clip(start // _DAY - self.first_day, 0, len(count) - 1)
        i = np.searchsorted(count, count[day] + days, side="left")
        close = (self.first_day + i) * _DAY + self.spans[-1][1]
        return np.where(i < len(count), close, np.iinfo(np.int64).max // 4)


def calendar_of(days: pl.DataFrame, hours: Sequence[tuple[time, time]]) -> Calendar:
    """A calendar of the years that ``days`` (date, kind) names; a weekday is worked unless it is a holiday."""
    years = frozenset(days["date"].dt.year().to_list())
    if not years:
        raise BiaochiError("The list of public holidays is empty. Restore data/reference/holidays.csv.")
    first = date(min(years), 1, 1)
    every = pl.date_range(first, date(max(years), 12, 31), eager=True).alias("date").to_frame()
    kinds = every.join(days.select("date", "kind"), on="date", how="left", maintain_order="left")
    listed = pl.col("date").dt.year().is_in(list(years))
    worked = kinds.select(
        listed & ((pl.col("kind") == "workday") | (pl.col("kind").is_null() & (pl.col("date").dt.weekday() < 6))).fill_null(False)
    ).to_series().to_numpy()
    spans = tuple((_microseconds(start), _microseconds(end)) for start, end in hours)
    flat = [moment for span in spans for moment in span]
    if not spans or flat != sorted(set(flat)):
        raise BiaochiError("The working hours in data/reference/working_hours.toml must follow one another without overlap.")
    first_day = first.toordinal() - date(1970, 1, 1).toordinal()
    midnights = (first_day + np.flatnonzero(worked)) * _DAY
    starts = (midnights[:, None] + np.array([start for start, _ in spans])).ravel()
    ends = (midnights[:, None] + np.array([end for _, end in spans])).ravel()
    before = np.concatenate(([0], np.cumsum(ends - starts)[:-1]))
    return Calendar(years, first_day, worked, spans, starts, ends, before)


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    """The calendar that ships with the project: China's public holidays and the hours of ``working_hours.toml``."""
    try:
        content = tomllib.loads((REFERENCE / "working_hours.toml").read_text(encoding="utf-8"))
        hours = [(time.fromisoformat(start), time.fromisoformat(end)) for start, end in content["hours"]]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise BiaochiError(
            "The file {file} does not say the working hours as [[\"08:30\", \"12:00\"], …]: {fault}",
            file="data/reference/working_hours.toml",
            fault=str(fault),
        ) from None
    return calendar_of(reference.holidays(), hours)


def due_times(start: pl.Series, value: pl.Series, unit: pl.Series, on: Calendar | None = None) -> pl.Series:
    """The deadline of each row (Datetime[us], null where there is none to tell).

    None is told without a start, with a limit that is missing, not above zero or beyond all sense, and with a working
    clock that would leave the listed years.
    """
    on = on or calendar()
    amounts = value.cast(pl.Float64).fill_nan(None)
    sound = start.is_not_null() & amounts.is_not_null() & (amounts > 0)
    at = start.cast(pl.Datetime("us")).dt.epoch("us").fill_null(0).to_numpy()
    limit = amounts.fill_null(0).to_numpy()
    sound = sound.fill_null(False).to_numpy()
    due = np.full(len(at), _NONE, dtype=np.int64)
    for clock in UNITS:
        rows = np.flatnonzero(sound & (limit <= _LONGEST[clock]) & (unit == clock).fill_null(False).to_numpy())
        if len(rows):
            due[rows] = _DUE[clock](at[rows], limit[rows], on)
    return (
        pl.DataFrame({"due": due})
        .select(pl.when(pl.col("due") != _NONE).then(pl.col("due")).cast(pl.Datetime("us")))
        .to_series()
        .alias(start.name)
    )


def _urgent_hours(at: np.ndarray, limit: np.ndarray, on: Calendar) -> np.ndarray:
    return at + np.rint(limit * _HOUR).astype(np.int64)


def _natural_days(at: np.ndarray, limit: np.ndarray, on: Calendar) -> np.ndarray:
    """Part of a day counts as a whole one: the clock stops when a day ends. The last second is still in time."""
    return (at // _DAY + np.ceil(limit).astype(np.int64) + 1) * _DAY - 1_000_000


def _work_hours(at: np.ndarray, limit: np.ndarray, on: Calendar) -> np.ndarray:
    due = on.reached(on.elapsed(at) + np.rint(limit * _HOUR).astype(np.int64))
    return np.where(on.covers(at, due), due, _NONE)


def _work_days(at: np.ndarray, limit: np.ndarray, on: Calendar) -> np.ndarray:
    whole = np.floor(limit).astype(np.int64)
    part = np.rint((limit - whole) * on.day_length).astype(np.int64)
    base = np.where(whole > 0, on.closes(at, whole), at)
    known = on.covers(at, base)
    later = on.reached(on.elapsed(np.where(known, base, at)) + part)
    due = np.where(part > 0, later, base)
    return np.where(known & on.covers(at, due), due, _NONE)


_DUE = {
    "urgent_hour": _urgent_hours,
    "work_hour": _work_hours,
    "work_day": _work_days,
    "natural_day": _natural_days,
}


def _year(at: np.ndarray) -> np.ndarray:
    return at.astype("datetime64[us]").astype("datetime64[Y]").astype(np.int64) + 1970


def _microseconds(moment: time) -> int:
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000
