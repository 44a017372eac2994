"""The same three questions asked four ways. Every way answers ``{key: (numerator, denominator)}``.

The raw rows lie in memory, in each library's own form, before the clock starts: reading files is not timed, which
favours the three. Biaochi is timed as its users call it, from the question to the finished frame with names, intervals
and verdicts.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl

from benchmarks.cases import CITY, END
from biaochi.engine import Engine
from biaochi.measures import Question, value
from biaochi.periods import default_period, parse_period

Answer = dict[str, tuple[int, int | None]]
COLUMNS = ["area_code", "category_l1", "reported_at", "due_at", "closed_at", "is_filed", "is_deferred", "is_void"]
QUERIES = Path(__file__).parent / "queries"
QUARTER = parse_period(default_period((END - pd.Timedelta(days=1)).date()))
QUESTIONS = ("closure_rate_by_county", "on_time_by_month", "backlog_by_category")


def biaochi(engine: Engine) -> dict[str, Callable[[], Answer]]:
    """Through ``measures.value``, the call behind page and command line."""
    asked = {
        "closure_rate_by_county": (
            "area_code",
            Question("closure_rate", area=CITY, level="county", period=QUARTER.label),
        ),
        "on_time_by_month": ("period", Question("on_time_closure_rate", area=CITY, by=("period",), grain="month")),
        "backlog_by_category": ("category", Question("case_backlog", area=CITY, by=("category",))),
    }

    def answer(key: str, question: Question) -> Answer:
        return _answer(value(engine, question).select(pl.col(key).alias("key"), "numerator", "denominator"))

    return {name: lambda k=key, q=question: answer(k, q) for name, (key, question) in asked.items()}


def plain_duckdb(files: list[str]) -> dict[str, Callable[[], Answer]]:
    """The rows as a table in an in-memory database."""
    connection = duckdb.connect()
    connection.from_arrow(pl.read_parquet(files, columns=COLUMNS).to_arrow()).create("cases")
    instants = {"period_start": QUARTER.start, "period_end": QUARTER.end, "as_of_end": END}

    def answer(name: str) -> Answer:
        text = (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
        used = {key: instant for key, instant in instants.items() if f"${key}" in text}
        rows = connection.execute(text, used).fetchall()
        return {key: (numerator, denominator) for key, numerator, denominator in rows}

    return {name: lambda n=name: answer(n) for name in QUESTIONS}


def polars(files: list[str]) -> dict[str, Callable[[], Answer]]:
    """The rows as a frame, asked lazily so that the optimiser may help."""
    rows = pl.read_parquet(files, columns=COLUMNS).lazy()
    filed = pl.col("is_filed") & ~pl.col("is_void")
    month_end = pl.col("reported_at").dt.truncate("1mo").dt.offset_by("1mo")

    def rates(cohort: pl.LazyFrame, key: pl.Expr, cut: pl.Expr, *, on_time: bool) -> Answer:
        closed = pl.col("closed_at") < cut
        counted = closed & (pl.col("closed_at") <= pl.col("due_at")) if on_time else closed
        due = closed.fill_null(False) | (pl.col("due_at") < cut).fill_null(False)
        sums = cohort.group_by(key.alias("key")).agg(numerator=counted.sum(), denominator=due.sum())
        return _answer(sums.collect())

    def closure_rate_by_county() -> Answer:
        inside = pl.col("reported_at").is_between(QUARTER.start, QUARTER.end, closed="left")
        cohort = rows.filter(inside & filed & ~pl.col("is_deferred"))
        return rates(cohort, pl.col("area_code").str.slice(0, 6), pl.lit(QUARTER.end), on_time=False)

    def on_time_by_month() -> Answer:
        cohort = rows.filter(filed & ~pl.col("is_deferred") & pl.col("due_at").is_not_null())
        return rates(cohort, pl.col("reported_at").dt.strftime("%Y-%m"), month_end, on_time=True)

    def backlog_by_category() -> Answer:
        still_open = pl.col("closed_at").is_null() | (pl.col("closed_at") >= END)
        sums = rows.filter(filed & still_open).group_by(key="category_l1").agg(numerator=pl.len())
        return _answer(sums.with_columns(denominator=None).collect())

    return dict(zip(QUESTIONS, (closure_rate_by_county, on_time_by_month, backlog_by_category), strict=True))


def pandas(files: list[str]) -> dict[str, Callable[[], Answer]]:
    """The rows as a data frame, with vectorised operations only."""
    rows = pl.read_parquet(files, columns=COLUMNS).to_pandas()

    def rates(cohort: pd.DataFrame, key: pd.Series, cut: pd.Series | pd.Timestamp, *, on_time: bool) -> Answer:
        closed = cohort["closed_at"] < cut
        numerator = closed & (cohort["closed_at"] <= cohort["due_at"]) if on_time else closed
        counted = pd.DataFrame({"key": key, "numerator": numerator, "denominator": closed | (cohort["due_at"] < cut)})
        return _answer(pl.from_pandas(counted.groupby("key", as_index=False).sum()))

    def countable() -> pd.Series:
        return rows["is_filed"] & ~rows["is_void"] & ~rows["is_deferred"]

    def closure_rate_by_county() -> Answer:
        inside = (rows["reported_at"] >= QUARTER.start) & (rows["reported_at"] < QUARTER.end)
        cohort = rows[inside & countable()]
        return rates(cohort, cohort["area_code"].str[:6], pd.Timestamp(QUARTER.end), on_time=False)

    def on_time_by_month() -> Answer:
        cohort = rows[countable() & rows["due_at"].notna()]
        month = cohort["reported_at"].to_numpy().astype("datetime64[M]")
        answer = rates(cohort, pd.Series(month.astype("datetime64[s]"), cohort.index), month + 1, on_time=True)
        return {f"{key:%Y-%m}": counts for key, counts in answer.items()}

    def backlog_by_category() -> Answer:
        still_open = rows["closed_at"].isna() | (rows["closed_at"] >= END)
        counts = rows.loc[rows["is_filed"] & ~rows["is_void"] & still_open, "category_l1"].value_counts()
        return {key: (int(count), None) for key, count in counts.items()}

    return dict(zip(QUESTIONS, (closure_rate_by_county, on_time_by_month, backlog_by_category), strict=True))


def _answer(frame: pl.DataFrame) -> Answer:
    return {
        key: (int(numerator), None if denominator is None else int(denominator))
        for key, numerator, denominator in frame.select("key", "numerator", "denominator").iter_rows()
    }
