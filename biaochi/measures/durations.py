"""How long cases take, with those counted that are still open.

Three figures answer three questions and differ for good reasons: the rate closed on time looks only at cases that are due, the
mean of closed cases leaves out those that still wait, and the Kaplan–Meier curve counts every case for as long as it has been
watched. Beside the curve stands the mature cohort: cases of months that ended so long ago that every one of them has been
watched for ``MATURE_DAYS``, whose shares are plain proportions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import polars as pl

from biaochi.catalogue import Indicator
from biaochi.engine import Engine
from biaochi.engine.database import execute
from biaochi.errors import BiaochiError
from biaochi.measures.asked import asked_areas, asked_periods, by_standards_day, has_cases, whole_of
from biaochi.measures.question import Question, checked, complete
from biaochi.measures.sums import MATURE_DAYS, parameters, run, statement
from biaochi.scope import Scope
from biaochi.statistics import (
    LogRank,
    closed_within,
    log_rank,
    quantile_interval,
    survival_curve,
    survival_quantiles,
    wilson,
)

WITHIN = (1, 3, 7, 15, 30)
"""Days within which a share of closings is told; at edges of the bins of case_duration, so that no closing is rounded over one."""
_KEYS = ["area_code", "period", "category"]
_SHARES = [f"within_{day}{end}" for day in WITHIN for end in ("", "_lower", "_upper")]
SUMMARY = (
    "area_code", "area_name", "level", "period", "category", "n", "closed", "open", "median", "median_lower", "median_upper",
    "p90", "state", "note", *_SHARES, "closed_only_mean", "closed_only_median", "mature_n", "mature_closed", "months",
    "mature_months", "mature_first", "mature_last", *(f"mature_{name}" for name in _SHARES), "closed_before_reported",
    "without_deadline",
)  # fmt: skip
"""The columns of ``HowLong.summary``: days for medians, P90 and means, percent for shares, labels of months (2026-07) for
mature_first and mature_last."""


@dataclass(frozen=True)
class HowLong:
    """How long the cases of each area, period and category took.

    ``curve``: area_code, area_name, period, category, duration_days, at_risk, ended, survival, std_error, lower, upper (see
    ``statistics.survival_curve``). ``closed_only``: the same keys, duration_days and survival of closed cases alone.
    ``summary``: one row each with the columns SUMMARY. ``log_rank``: whether the areas or categories asked for differ; None
    where there is one or periods are held apart.
    """

    summary: pl.DataFrame
    curve: pl.DataFrame
    closed_only: pl.DataFrame
    log_rank: LogRank | None


def how_long(engine: Engine, question: Question, scope: Scope = Scope.everything()) -> HowLong:
    """Kaplan–Meier from the duration bins for any area, category, department and period.

    Medians, shares and the mean go by the cut-off of the question. The mature cohort is the same cases as they stand today:
    what was closed within 30 days of its report does not change with the day on which one looks. Raises as
    ``measures.value`` does, and BiaochiError for an indicator that is no duration.
    """
    question = complete(engine, question, scope)
    indicator = checked(question)
    if indicator.kind != "duration":
        raise BiaochiError("“{indicator}” is not a duration.", indicator=indicator.id)
    areas = asked_areas(engine, question.area, question.level, "area" in question.by, scope, question.beside)
    whole = whole_of(engine, question.area, scope)
    series = "period" in question.by
    grain = question.grain if series else None
    periods = asked_periods(engine, whole, question.period, grain, question.cutoff, series)
    today = asked_periods(engine, whole, question.period, grain, "as-of", series)
    day = max(day for day, _ in by_standards_day(engine, periods, str(question.profile)))  # no standard is asked for
    sums = run(engine, indicator, question, areas, periods, day).sums
    grown = sums if question.cutoff == "as-of" else run(engine, indicator, question, areas, today, day).sums
    odd = _beside(engine, question, areas, today, day)
    took = odd if question.cutoff == "as-of" else _beside(engine, question, areas, periods, day)
    odd = odd.drop("closing_seconds").join(took.select(*_KEYS, "closing_seconds"), on=_KEYS, how="left", nulls_equal=True)
    frame = areas.join(periods.select("period"), how="cross")
    if question.dimension == "all":
        frame = frame.with_columns(category=pl.lit(None, pl.String))
    else:
        frame = frame.join(odd.select(_KEYS), on=["area_code", "period"]).sort(_KEYS, nulls_last=True)
    frame = frame.join(has_cases(engine, areas, periods), on=["area_code", "period"], how="left")
    names = areas.select("area_code", "area_name")
    curve = survival_curve(sums, _KEYS)
    alone = survival_curve(sums, _KEYS, total="numerator").select(*_KEYS, "duration_days", "survival")
    return HowLong(
        summary=_summary(engine, indicator, frame, sums, curve, grown.filter("is_mature"), odd),
        curve=names.join(curve, on="area_code", how="inner", maintain_order="right"),
        closed_only=alone,
        log_rank=_compared(question, sums),
    )


def summarise(frame: pl.DataFrame, sums: pl.DataFrame) -> pl.DataFrame:
    """``frame`` (area_code, period, category, …) with median, lower, upper (95 %), p90 and closed_only_median, in days.

    Null is “not reached”: fewer than half (nine in ten) of the cases would have been closed when the last one was seen.
    """
    curve = survival_curve(sums, _KEYS)
    median = quantile_interval(curve, _KEYS, 0.5).rename({"quantile": "median"})
    p90 = quantile_interval(curve, _KEYS, 0.9).select(*_KEYS, p90="quantile")
    closed = survival_quantiles(sums, _KEYS, (0.5,), total="numerator").rename({"q0.5": "closed_only_median"})
    for found in (median, p90, closed):
        frame = frame.join(found, on=_KEYS, how="left", nulls_equal=True)
    return frame


def _beside(engine: Engine, question: Question, areas: pl.DataFrame, periods: pl.DataFrame, day: date) -> pl.DataFrame:
    """What ``queries/measures/beside_durations.sql`` counts in ``periods``, which also hold the cut-off."""
    beside = statement("beside_durations")
    with engine.asking(periods, areas.select("area_code"), str(question.profile), day, [beside]) as cursor:
        return execute(cursor, beside, parameters(question)).with_columns(pl.col("category").cast(pl.String))


def _summary(
    engine: Engine,
    indicator: Indicator,
    frame: pl.DataFrame,
    sums: pl.DataFrame,
    curve: pl.DataFrame,
    mature: pl.DataFrame,
    odd: pl.DataFrame,
) -> pl.DataFrame:
    counts = sums.group_by(_KEYS).agg(
        pl.col("denominator").sum().cast(pl.Int64).alias("n"),
        pl.col("numerator").sum().cast(pl.Int64).alias("closed"),
    )
    shares = closed_within(curve, _KEYS, WITHIN).with_columns(pl.col(_SHARES) * 100)
    frame = summarise(frame, sums).rename({"lower": "median_lower", "upper": "median_upper"})
    for found in (counts, shares, _mature(mature), odd):
        frame = frame.join(found, on=_KEYS, how="left", nulls_equal=True)
    frame = frame.with_columns(
        pl.col("n", "closed", "mature_n", "mature_closed", "months", "mature_months", "closed_before_reported", "without_deadline")
        .fill_null(0)
    )  # fmt: skip
    n = pl.col("n")
    return frame.with_columns(
        (n - pl.col("closed")).alias("open"),
        # Of the times as they are, not of the bins: these are counted up, and a case of ten minutes is no case of an hour.
        pl.when(pl.col("closed") > 0).then(pl.col("closing_seconds").cast(pl.Float64) / 86400 / pl.col("closed")).alias("closed_only_mean"),
        pl.when(n >= max(indicator.minimum_n, 1)).then(pl.lit("ok"))
        .when(n > 0).then(pl.lit("too_few"))
        .when("is_covered").then(pl.lit("not_applicable"))
        .otherwise(pl.lit("missing")).alias("state"),
        pl.when((n > 0) & pl.col("median").is_null()).then(pl.lit("not_reached")).alias("note"),
        _month_labels(engine, frame["first_mature_end"]).alias("mature_first"),
        _month_labels(engine, frame["last_mature_end"]).alias("mature_last"),
    ).select(SUMMARY)  # fmt: skip


def _mature(sums: pl.DataFrame) -> pl.DataFrame:
    """Plain proportions with Wilson intervals, in percent, of cases that were all watched for MATURE_DAYS."""
    within = [pl.col("numerator").filter(pl.col("duration_days") <= day).sum().alias(f"{day}") for day in WITHIN if day <= MATURE_DAYS]
    found = sums.group_by(_KEYS).agg(pl.col("denominator").sum().alias("n"), pl.col("numerator").sum().alias("closed"), *within)
    n = found["n"].to_numpy()
    shares = []
    for day in WITHIN:
        closed = found[f"{day}"].to_numpy()
        for end, figure in zip(("", "_lower", "_upper"), (closed / np.maximum(n, 1), *wilson(closed, n)), strict=True):
            shares.append(pl.Series(f"mature_within_{day}{end}", 100 * figure))
    return found.select(
        *_KEYS, pl.col("n").cast(pl.Int64).alias("mature_n"), pl.col("closed").cast(pl.Int64).alias("mature_closed"), *shares
    )


def _month_labels(engine: Engine, ends: pl.Series) -> pl.Series:
    """The assessment months that end at these instants, as 2026-07."""

    def label(end: datetime | None) -> str | None:
        if end is None:
            return None
        year, month = engine.calendar.month_of(end - timedelta(hours=1))
        return f"{year}-{month:02d}"

    return pl.Series([label(end) for end in ends], dtype=pl.String)


def _compared(question: Question, sums: pl.DataFrame) -> LogRank | None:
    """The log-rank test between the areas or the categories asked for, whichever the question breaks down by."""
    by = ["area_code"] if "area" in question.by or question.level is not None else []
    by += ["category"] if question.dimension != "all" else []
    if not by or "period" in question.by or sums.is_empty():
        return None
    return log_rank(sums, by)
