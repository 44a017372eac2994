"""Sums behind an answer: the indicator's own SQL at the finest grain, summed up the area tree inside one question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from biaochi.catalogue import Indicator
from biaochi.config import QUERIES, settings
from biaochi.engine import Engine
from biaochi.engine.database import execute
from biaochi.measures.question import Question
from biaochi.sqlfile import SqlFile, read_sql

MATURE_DAYS = 30
"""So long every case of a mature month has been watched: the longest time within which a share of closings is told."""


@dataclass(frozen=True)
class Sums:
    """What one run of an indicator gives.

    ``sums``: area_code, period, category, numerator, denominator, areas (a duration: also duration_days, is_mature);
    ``applicable``: area_code, communities, applicable; ``standard``: area_code, standard, standard_document.
    """

    sums: pl.DataFrame
    applicable: pl.DataFrame
    standard: pl.DataFrame


def run(engine: Engine, indicator: Indicator, question: Question, areas: pl.DataFrame, periods: pl.DataFrame, day: date) -> Sums:
    """Count ``areas`` (area_code) in ``periods`` for which the standards of ``day`` hold. The question must be complete."""
    sum_up = statement("sum_up_durations" if indicator.kind == "duration" else "sum_up")
    applicable = statement("applicable")
    statements = [indicator.sql, applicable, sum_up]
    counted_too = {"include": question.include} if question.include else {}
    with engine.asking(periods, areas.select("area_code"), str(question.profile), day, statements, **counted_too) as cursor:
        finest = execute(cursor, indicator.sql, parameters(question))
        communities = execute(cursor, applicable, {"thresholds": list(indicator.thresholds)})
        cursor.register("incoming", known(finest, indicator).to_arrow())
        cursor.execute("create temp table finest_known as from incoming")
        sums = execute(cursor, sum_up, {"is_stock": indicator.is_stock})
        held = execute(cursor, statement("standard"), {"standard": indicator.standard or ""})
    return Sums(sums, communities, areas.select("area_code").join(held, on="area_code", how="left"))


def statement(name: str) -> SqlFile:
    """A statement of ``queries/measures``."""
    return read_sql(QUERIES / "measures" / f"{name}.sql")


def parameters(question: Question) -> dict[str, object]:
    """What an indicator's SQL may declare, as the question has it."""
    weight = question.basically_satisfied_weight
    return {
        "dimension": question.dimension,
        "household_basis": question.household_basis,
        "population_basis": question.population_basis,
        "basically_satisfied_weight": settings().basically_satisfied_weight if weight is None else weight,
        "mature_days": MATURE_DAYS,
    }


def known(finest: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    """Finest rows in one shape, marked where the value is known."""
    needed = ["numerator"] if indicator.kind == "count" else ["numerator", "denominator"]
    wanted = ["area_code", "period", "category", "numerator", "denominator"]
    extra = ["duration_days"] if indicator.kind == "duration" else []
    if "category" not in finest.columns:
        finest = finest.with_columns(pl.lit(None, dtype=pl.String).alias("category"))
    flags = ["is_mature"] if indicator.kind == "duration" else []
    return finest.select(
        pl.col("area_code", "period"), pl.col("category").cast(pl.String),
        pl.col("numerator", "denominator", *extra).cast(pl.Float64), *flags,
        pl.all_horizontal(pl.col(name).is_not_null() for name in needed).alias("is_known"),
    ).select(*wanted, *extra, *flags, "is_known")  # fmt: skip
