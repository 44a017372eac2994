"""From sums to a conclusion: value, interval, state, verdict against the standard, and the word for a change."""

from __future__ import annotations

import numpy as np
import polars as pl

from biaochi.catalogue import Indicator
from biaochi.statistics import CONFIDENCE, WIDE, byar, trend, wilson

COLUMNS = (
    "area_code", "area_name", "level", "period", "category", "numerator", "denominator", "value", "lower", "upper", "lower_998",
    "upper_998", "standard", "standard_document", "verdict", "whole", "whole_code", "verdict_whole", "is_widened", "state", "areas",
    "areas_missing", "note",
)  # fmt: skip
"""The columns of every answer, in this order; a duration adds ``p90`` and ``closed_only_median``."""


Z = 1.959963984540054
"""Half the width of a 95 % interval, in standard errors."""


def conclude(frame: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """Divide, give the interval, the state and the verdict.

    A community that sent no survey is missing. An area without a case, in a time of which cases are known
    (``is_covered``), simply had none; of any other time nothing is known.
    """
    if not indicator.is_survey:
        absent = [pl.when("is_covered").then(name).otherwise(None).alias(name) for name in ("numerator", "denominator")]
        frame = frame.with_columns(absent)
        if indicator.kind == "count":
            none_open = pl.when("is_covered").then(pl.col("numerator").fill_null(0)).otherwise(None)
            frame = frame.with_columns(none_open.alias("numerator"))
    scale = indicator.scale
    if indicator.kind == "duration":
        result = pl.col("median")
    elif indicator.kind == "count":
        result = pl.col("numerator")
    else:
        result = pl.when(pl.col("denominator") > 0).then(scale * pl.col("numerator") / pl.col("denominator"))
    communities = pl.col("communities").fill_null(0)
    applicable = pl.col("applicable").fill_null(0)
    areas = pl.col("areas").fill_null(0).cast(pl.Int64)
    missing = pl.max_horizontal(applicable.cast(pl.Int64) - areas, 0) if indicator.is_stock else pl.lit(0)
    unlegislated = (pl.lit(bool(indicator.thresholds)) & (communities > 0) & (applicable == 0)).fill_null(False)
    # Rows without a known value mean that nobody recorded it; no rows at all, that there was no case. What cases are set
    # against (households, workers) has rows of its own: without one it is unknown, however many cases there were.
    counts_cases_alone = not indicator.is_survey and indicator.kind != "ratio"
    simply_none = pl.lit(counts_cases_alone) & pl.col("is_covered") & pl.col("has_no_rows")
    nothing = pl.col("numerator").is_null() if indicator.kind == "count" else pl.col("denominator").is_null()
    empty = pl.lit(False) if indicator.kind == "count" else (pl.col("denominator") == 0)
    exact = pl.col("numerator", "denominator").round(6)  # sums of decimals arrive as floats, with dust in the last digits
    frame = frame.with_columns(exact, pl.col("areas").is_null().alias("has_no_rows")).with_columns(
        result.alias("value"),
        areas.alias("areas"),
        missing.cast(pl.Int64).alias("areas_missing"),
    ).with_columns(
        pl.when(nothing & (unlegislated | simply_none)).then(pl.lit("not_applicable"))
        .when(nothing).then(pl.lit("missing"))
        .when(empty).then(pl.lit("not_applicable"))
        .when(pl.col("denominator").fill_null(indicator.minimum_n) < indicator.minimum_n).then(pl.lit("too_few"))
        .otherwise(pl.lit("ok")).alias("state"),
        pl.when(nothing & unlegislated).then(pl.lit("no_standard"))
        .when(pl.lit(indicator.kind == "duration") & nothing.not_() & result.is_null()).then(pl.lit("not_reached"))
        .otherwise(None).alias("note"),
    )  # fmt: skip
    if indicator.kind != "duration":
        frame = frame.with_columns(*_interval(frame, indicator))
    limits = ("lower", "upper", "lower_998", "upper_998")
    blank = [pl.lit(None, dtype=pl.Float64).alias(name) for name in limits if name not in frame.columns]
    frame = frame.with_columns(*blank, whole=pl.lit(None, dtype=pl.Float64), verdict_whole=pl.lit("not_compared"))
    frame = frame.with_columns(is_widened=pl.lit(None, dtype=pl.Boolean))
    extra = ["p90", "closed_only_median"] if indicator.kind == "duration" else []
    return frame.with_columns(_verdict(indicator)).select(*COLUMNS, *extra, "is_asked")


def _interval(frame: pl.DataFrame, indicator: Indicator) -> list[pl.Series]:
    """Limits of 95 % and 99.8 % in the indicator's unit: Wilson's for a proportion, Byar's for a rate of events; else nothing."""
    names = (("lower", "upper", CONFIDENCE), ("lower_998", "upper_998", WIDE))
    if indicator.chance is None:
        return [pl.Series(name, [None] * frame.height, dtype=pl.Float64) for *pair, _ in names for name in pair]
    k = frame["numerator"].fill_null(0).to_numpy().astype(float)
    n = frame["denominator"].fill_null(0).to_numpy().astype(float)
    n = np.where(n > 0, n, np.nan)
    limits = wilson if indicator.chance == "proportion" else byar
    found = []
    for lower, upper, confidence in names:
        edges = limits(k, n, confidence=confidence)
        found += [pl.Series(name, edge * indicator.scale).fill_nan(None) for name, edge in zip((lower, upper), edges, strict=True)]
    return found


def _verdict(indicator: Indicator) -> pl.Expr:
    """better, similar or worse than the standard: by the interval of a sample, by the exact figure of a census."""
    higher = indicator.direction == "higher"
    best, worst = (pl.col("lower"), pl.col("upper")) if higher else (pl.col("upper"), pl.col("lower"))
    if not (indicator.sampling or indicator.kind == "duration"):
        best = worst = pl.col("value")
    if indicator.kind == "duration":
        best = best.fill_null(float("inf"))  # the upper limit of a median that is not reached for certain
    best, worst = best.fill_null(pl.col("value")), worst.fill_null(pl.col("value"))
    tolerance = 1e-9  # sums of decimals come as floats; a figure that equals the standard meets it
    meets = best >= pl.col("standard") - tolerance if higher else best <= pl.col("standard") + tolerance
    fails = worst < pl.col("standard") - tolerance if higher else worst > pl.col("standard") + tolerance
    silent = (pl.col("state") != "ok") | pl.col("standard").is_null() | pl.col("value").is_null()
    return (
        pl.when(silent | pl.lit(indicator.direction == "none"))
        .then(pl.lit("not_compared"))
        .when(meets).then(pl.lit("better"))
        .when(fails).then(pl.lit("worse"))
        .otherwise(pl.lit("similar")).alias("verdict")
    )  # fmt: skip


def change(series: pl.DataFrame, indicator: Indicator) -> str:
    """The word for how an indicator moves: improving, worsening, flat or too_short (no trend can be told).

    ``series``: an answer by period, oldest first. The last five values decide, never two points, and none that rests on too
    few. What chance has a part in (cases and what they are counted from, times, matters) must exceed its noise; a register
    or a survey of all communities changes only when something changes.
    """
    # Sums of decimals arrive as floats: without rounding, noise in the last digit would count as a trend.
    known = pl.when(pl.col("state") == "ok").then(pl.col("value")) if "state" in series.columns else pl.col("value")
    values = [None if v is None else float(f"{v:.9g}") for v in series.select(known)["value"]]
    movement = trend(values, _variances(series, indicator))
    if movement in ("flat", "too_short") or indicator.direction == "none":
        return movement if movement == "too_short" else "flat"
    return "improving" if (movement == "rising") == (indicator.direction == "higher") else "worsening"


def _variances(series: pl.DataFrame, indicator: Indicator) -> list[float] | None:
    """The variance of each value by chance alone; None where chance has no part."""
    is_drawn = indicator.sampling or indicator.time == "flow" or indicator.theme == "cases"
    if not is_drawn:
        return None
    n, k, scale = pl.col("denominator"), pl.col("numerator"), indicator.scale**2
    if indicator.chance == "proportion":
        # A rate of 0 or 100 % has no spread by the plain formula; half a case more and less keeps its weight finite.
        p = (k + 0.5) / (n + 1)
        spread = scale * p * (1 - p) / n
    elif indicator.kind == "duration":
        spread = ((pl.col("upper") - pl.col("lower")) / (2 * Z)) ** 2
    elif indicator.kind == "count":
        spread = k + 0.5
    else:
        spread = scale * (k + 0.5) / n**2
    return series.select(spread=spread.cast(pl.Float64))["spread"].fill_null(0.0).fill_nan(0.0).to_list()
