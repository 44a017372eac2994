"""Which date a file speaks for, and which period its stocks get: decided once, in one place.

A year or a month stands for its last day. Where that day has not come yet (the yearly export of the year that is still
running), the stock was counted before: it gets the date the file speaks for, because nothing after it can be seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import polars as pl

from biaochi.ingest.dates import month_end, to_the_day
from biaochi.ingest.mapping import Mapped

_YEAR = re.compile(r"\d{4}\s*(?:年度?|年末|年底)?")


@dataclass(frozen=True)
class When:
    """``as_of`` and where it is from (given, stated or inferred), and the period of rows that name none."""

    as_of: date
    origin: str
    period: date


def decide(mapped: Mapped, typed: pl.DataFrame, *, given: date | None, today: date) -> When:
    """As-of: given with the call, else said above the table or in its period column, else inferred.

    A file of cases speaks for the month of its newest event (reported or closed, not due), up to its end but never past
    today. A file that says nothing at all speaks for today.
    """
    limit = given or today
    said = mapped.facts.period
    if said is not None and not mapped.facts.to_the_day:
        said = min(said, limit)
    named = _named_days(mapped, typed, limit)
    if given:
        as_of, origin = given, "given"
    elif said:
        as_of, origin = said, "stated"
    elif mapped.table.name == "case":
        newest = _newest_event(mapped, typed, today)
        as_of, origin = min(month_end(newest), today) if newest else today, "inferred"
    elif named:
        as_of, origin = max(named), "stated"
    else:
        as_of, origin = today, "inferred"
    return When(as_of, origin, said or as_of)


def _named_days(mapped: Mapped, typed: pl.DataFrame, limit: date) -> list[date]:
    """The days that the column of periods or years names, else the year above the table, none past ``limit``."""
    days: list[date] = []
    for column in ("period", "year"):
        if column in mapped.columns and column in typed.columns:
            values = typed[column].drop_nulls().unique().to_list()
            days += [date(v, 12, 31) if isinstance(v, int) else v for v in values]
    if not days and mapped.facts.year:
        days = [date(mapped.facts.year, 12, 31)]
    return [min(day, limit) for day in days]


def _newest_event(mapped: Mapped, typed: pl.DataFrame, today: date) -> date | None:
    events = [
        newest
        for column in ("reported_at", "closed_at")
        if column in mapped.columns
        and (newest := typed[column].filter(typed[column].dt.date() <= today).max()) is not None
    ]
    return max(events).date() if events else None


def without_days_ahead(
    mapped: Mapped, typed: pl.DataFrame, data: pl.DataFrame, *, as_of: date, limit: date
) -> pl.DataFrame:
    """``typed`` with no inferred period ahead: a year ends at ``as_of`` at the latest, a month or quarter at ``limit``.

    A day that the file names itself (2026-12-31) stays, and so does what has no text (it is filled in later).
    """
    if "period" not in mapped.columns or not (typed["period"] > min(as_of, limit)).any():
        return typed
    texts = data[mapped.columns["period"].cell]
    words = texts.drop_nulls().unique().to_list()
    ceilings = [None if to_the_day(word) else as_of if _YEAR.fullmatch(word.strip()) else limit for word in words]
    ceiling = texts.replace_strict(words, ceilings, default=None, return_dtype=pl.Date).alias("_ceiling")
    capped = pl.when(pl.col("period").is_not_null()).then(pl.min_horizontal("period", "_ceiling"))
    return typed.with_columns(ceiling).with_columns(period=capped).drop("_ceiling")
