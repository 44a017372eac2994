"""Periods as people write them, and the instants at which they end.

An assessment month need not be a calendar month: “19th to 18th” and “noon to noon” are both in use. A calendar is one
shift in hours: an instant ``t`` lies in the month of ``t - shift``. Whatever the calendar, a month is named after the
month in which it ends, quarters and years are made of whole months, and every period is half-open: start included,
end excluded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from biaochi.errors import BiaochiError

BEGINNING = datetime(1900, 1, 1)
ALL = "all"
GRAINS = ("month", "quarter", "year")
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Calendar:
    """When an assessment month starts: on which day, at which hour (0 or 12, noon belonging to the next day)."""

    month_starts_on: int = 1
    day_starts_at: int = 0

    @property
    def shift_hours(self) -> int:
        return (self.month_starts_on - 1) * 24 - (12 if self.day_starts_at == 12 else 0)

    def month_end(self, year: int, month: int) -> datetime:
        """The instant at which the month called ``year-month`` ends (excluded)."""
        first = datetime(year, month, 1) if self.month_starts_on > 1 else _next_month(datetime(year, month, 1))
        return first + timedelta(hours=self.shift_hours)

    def month_of(self, instant: datetime) -> tuple[int, int]:
        """The month (year, month) that holds ``instant``."""
        start = (instant - timedelta(hours=self.shift_hours)).replace(day=1)
        named = _next_month(start) if self.month_starts_on > 1 else start
        return named.year, named.month


def _next_month(first: datetime) -> datetime:
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1, day=1)


@dataclass(frozen=True)
class Period:
    """A named stretch of time, ``start`` included, ``end`` excluded."""

    label: str
    start: datetime
    end: datetime

    @property
    def last_day(self) -> date:
        return (self.end - timedelta(hours=1)).date()


def span(label: str, first: tuple[int, int], last: tuple[int, int], calendar: Calendar = Calendar()) -> Period:
    """The period from month ``first`` to month ``last``, both included."""
    before = _add(first, -1)
    return Period(label, calendar.month_end(*before), calendar.month_end(*last))


def _add(month: tuple[int, int], months: int) -> tuple[int, int]:
    count = month[0] * 12 + month[1] - 1 + months
    return count // 12, count % 12 + 1


def parse_period(text: str | None, calendar: Calendar = Calendar(), end: datetime | None = None) -> Period:
    """``2016-12``, ``2025Q2``, ``2025``, ``2025-01/2025-06`` or ``2025-01-01/2025-06-30`` as a period; none is all there is.

    Days must be the first and the last of an assessment month, because cases are summed by month.
    """
    if not text or text == ALL:
        return Period(ALL, BEGINNING, end or datetime(9999, 1, 1))
    text = text.strip().upper().replace("年", "-").replace("月", "").rstrip("-")
    if "/" in text:
        start, _, stop = text.partition("/")
        first, last = parse_period(_whole_month(start, calendar, True), calendar), parse_period(
            _whole_month(stop, calendar, False), calendar
        )
        if first.start >= last.end:
            raise BiaochiError("The period “{text}” ends before it starts. Write the earlier month first.", text=text)
        return Period(text, first.start, last.end)
    if match := re.fullmatch(r"(\d{4})-?Q([1-4])", text):
        year, quarter = int(match[1]), int(match[2])
        return span(f"{year}Q{quarter}", (year, quarter * 3 - 2), (year, quarter * 3), calendar)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        if 1 <= int(match[2]) <= 12:
            month = (int(match[1]), int(match[2]))
            return span(f"{month[0]}-{month[1]:02d}", month, month, calendar)
    if match := re.fullmatch(r"(\d{4})", text):
        year = int(match[1])
        return span(str(year), (year, 1), (year, 12), calendar)
    raise BiaochiError(
        "“{text}” is not a period. Write a month (2016-12), a quarter (2025Q2), a year (2025) or START/END "
        "(2025-01/2025-06).",
        text=text,
    )


def _whole_month(text: str, calendar: Calendar, is_start: bool) -> str:
    """A day that begins (or ends) an assessment month, as that month; other forms pass through."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if not match:
        return text
    try:
        day = datetime(*map(int, match.groups()))
    except ValueError as error:
        raise BiaochiError("“{text}” is not a date.", text=text) from error
    middle = day + timedelta(hours=12 if calendar.day_starts_at == 0 else 0)
    year, month = calendar.month_of(middle)
    whole = span("", (year, month), (year, month), calendar)
    edge = whole.start if is_start else whole.end - timedelta(hours=1)
    if edge.date() != day.date() and not (is_start and calendar.day_starts_at == 12 and edge.date() == (day - timedelta(days=1)).date()):
        raise BiaochiError(
            "{day} is not the {edge} day of an assessment month. Figures are summed by month: write whole months, "
            "such as {month}.",
            day=text,
            edge="first" if is_start else "last",
            month=f"{year}-{month:02d}",
        )
    return f"{year}-{month:02d}"


def split(period: Period, grain: str, first: datetime, as_of: datetime, calendar: Calendar = Calendar()) -> list[Period]:
    """``period`` cut into months, quarters or years, from the first data (``first``) to the as-of instant (excluded)."""
    if grain not in GRAINS:
        raise BiaochiError("“{grain}” is not a grain of time. Choose month, quarter or year.", grain=grain)
    size = _MONTHS_OF[grain]
    start, end = max(period.start, first), min(period.end, as_of)
    parts: list[Period] = []
    year, month = calendar.month_of(start)
    month = (month - 1) // size * size + 1
    while True:
        label = {"month": f"{year}-{month:02d}", "quarter": f"{year}Q{(month + 2) // 3}", "year": str(year)}[grain]
        part = span(label, (year, month), _add((year, month), size - 1), calendar)
        if part.start >= end:
            return parts
        parts.append(part)
        year, month = _add((year, month), size)


def recent_periods(first: datetime, as_of: datetime, calendar: Calendar = Calendar()) -> list[str]:
    """What a period filter offers, newest first: years, quarters and months that hold data."""
    everything = Period(ALL, BEGINNING, as_of)
    offered = [ALL]
    for grain in ("year", "quarter", "month"):
        offered += [part.label for part in reversed(split(everything, grain, first, as_of, calendar))]
    return offered


def default_period(as_of: date, calendar: Calendar = Calendar()) -> str:
    """The latest quarter that is complete on ``as_of``; everything where there is none."""
    instant = datetime(as_of.year, as_of.month, as_of.day) + timedelta(days=1)
    parts = split(Period(ALL, BEGINNING, instant), "quarter", instant - timedelta(days=200), instant, calendar)
    return next((part.label for part in reversed(parts) if part.end <= instant), ALL)


def previous(label: str, calendar: Calendar = Calendar()) -> str | None:
    """The period of the same length just before (环比); none for free spans and for everything."""
    for grain, pattern in (("month", r"\d{4}-\d{2}"), ("quarter", r"\d{4}Q\d"), ("year", r"\d{4}")):
        if re.fullmatch(pattern, label):
            period = parse_period(label, calendar)
            instant = period.start - timedelta(hours=1)
            return split(Period("", instant, period.start), grain, instant, period.start, calendar)[0].label
    return None


def trailing(until: datetime, grain: str, count: int, calendar: Calendar = Calendar()) -> str:
    """The last ``count`` whole months, quarters or years that have ended by ``until`` (excluded), as a span: 2024-10/2026-09."""
    size = _MONTHS_OF[grain]
    parts = split(Period("", until - timedelta(days=32 * size), until), grain, until - timedelta(days=32 * size), until, calendar)
    ended = [part for part in parts if part.end <= until][-1]
    year, month = calendar.month_of(ended.end - timedelta(hours=1))
    first = _add((year, month), 1 - size * count)
    return f"{first[0]}-{first[1]:02d}/{year}-{month:02d}"
