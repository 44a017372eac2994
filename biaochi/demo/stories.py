"""What is planted in the demo's cases so that the signals have something to show; ``[stories]`` of the recipe says where.

Each story draws from a generator of its own after all cases are drawn, so that it leaves the others as they were.
"""

from __future__ import annotations

import polars as pl

from biaochi.demo.recipe import random_for, recipe

AT_ONCE = 4  # minutes at most
WEEK = 7  # days before the last two of a month whose closings wait for them


def with_stories(frame: pl.DataFrame) -> pl.DataFrame:
    """The cases of ``cases()`` with what the recipe plants; adds first_closed_at and reopened_at."""
    for story in (_at_once, _month_end, _deferred, _dissatisfied, _reopened):
        frame = story(frame)
    return frame


def _drawn(name: str, frame: pl.DataFrame, *numbers: str) -> pl.DataFrame:
    """``frame`` with a lot and further ``numbers``, uniform from 0 to 1, of the story's own."""
    rng = random_for("stories/" + name)
    return frame.with_columns(pl.Series(f"_{number}", rng.random(frame.height)) for number in ("lot", *numbers))


def _hit(name: str, clock: str) -> pl.Expr:
    """The cases of the story's county whose ``clock`` lies in its time, and whose lot it is."""
    story = recipe()["stories"][name]
    here = pl.col("area_code").str.starts_with(story["county"])
    return here & (pl.col(clock) >= pl.lit(story["since"])) & (pl.col("_lot") < story["share"])


def _at_once(frame: pl.DataFrame) -> pl.DataFrame:
    hit = _hit("at_once", "reported_at") & pl.col("closed_at").is_not_null()
    soon = pl.col("reported_at") + pl.duration(minutes=1 + (pl.col("_minutes") * AT_ONCE).floor().cast(pl.Int64))
    return (
        _drawn("at_once", frame, "minutes")
        .with_columns(closed_at=pl.when(hit).then(soon).otherwise("closed_at"))
        .with_columns(filed_at=pl.when(hit).then(pl.min_horizontal("filed_at", "closed_at")).otherwise("filed_at"))
        .drop("_lot", "_minutes")
    )


def _month_end(frame: pl.DataFrame) -> pl.DataFrame:
    """Closings wait for the last two days of the month, office hours, where that keeps the deadline."""
    last = pl.col("closed_at").dt.month_end().dt.truncate("1d")
    away = (last - pl.col("closed_at").dt.truncate("1d")).dt.total_days()
    minutes = ((pl.col("_day") * 2).floor() * -24 * 60 + 8.5 * 60 + pl.col("_minute") * 9 * 60).cast(pl.Int64)
    later = last + pl.duration(minutes=minutes)
    in_time = (later <= pl.col("due_at")) & (later > pl.col("closed_at")) & (pl.col("closed_at") > pl.col("reported_at").dt.offset_by("1h"))
    hit = _hit("month_end", "closed_at") & away.is_between(2, WEEK + 1) & in_time
    return (
        _drawn("month_end", frame, "day", "minute")
        .with_columns(closed_at=pl.when(hit.fill_null(False)).then(later).otherwise("closed_at"))
        .drop("_lot", "_day", "_minute")
    )


def _deferred(frame: pl.DataFrame) -> pl.DataFrame:
    is_late = pl.col("closed_at").is_null() | (pl.col("closed_at") > pl.col("due_at"))
    hit = _hit("deferred", "reported_at") & is_late & (pl.col("void") == "否") & pl.col("filed_at").is_not_null()
    return (
        _drawn("deferred", frame)
        .with_columns(deferred=pl.when(hit.fill_null(False)).then(pl.lit("是")).otherwise("deferred"))
        .drop("_lot")
    )


def _dissatisfied(frame: pl.DataFrame) -> pl.DataFrame:
    hit = _hit("dissatisfied", "reported_at") & (pl.col("solved") == "是")
    return (
        _drawn("dissatisfied", frame)
        .with_columns(satisfaction=pl.when(hit).then(pl.lit("不满意")).otherwise("satisfaction"))
        .drop("_lot")
    )


def _reopened(frame: pl.DataFrame) -> pl.DataFrame:
    """Of cases that took two days or more, some were closed once before, and opened again soon after."""
    took = pl.col("closed_at") - pl.col("reported_at")
    usual = pl.col("_lot") < recipe()["stories"]["reopened"]["elsewhere"]
    hit = ((_hit("reopened", "reported_at") | usual) & (took >= pl.duration(days=2))).fill_null(False)
    first = pl.col("reported_at") + (took.dt.total_minutes() * (0.45 + 0.35 * pl.col("_first"))).cast(pl.Int64) * pl.duration(minutes=1)
    rest = (pl.col("closed_at") - pl.col("first_closed_at")).dt.total_minutes()
    again = pl.col("first_closed_at") + (rest * (0.05 + 0.5 * pl.col("_again"))).cast(pl.Int64) * pl.duration(minutes=1)
    return (
        _drawn("reopened", frame, "first", "again")
        .with_columns(first_closed_at=pl.when(hit).then(first))
        .with_columns(reopened_at=again)
        .drop("_lot", "_first", "_again")
    )
