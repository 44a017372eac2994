"""How long something takes where some of it has not ended yet: Kaplan–Meier from counts per duration."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def survival_quantiles(
    frame: pl.DataFrame, by: Sequence[str], probabilities: Sequence[float], event: str = "numerator", total: str = "denominator"
) -> pl.DataFrame:
    """Kaplan–Meier quantiles of durations given as counts.

    ``frame``: the columns ``by``, ``duration_days``, and at each duration how many ended (``event``) out of all that
    ended or were censored there (``total``). Returns one row per group with a column ``q<probability>`` each, in days:
    the time by which that share has ended, null where the curve does not come down that far. Where the curve runs
    exactly along the level, the middle of that stretch is taken, as R's ``quantile.survfit`` does; with nothing
    censored this is the ordinary median.
    """
    by = list(by)
    curve = (
        frame.group_by([*by, "duration_days"])
        .agg(pl.col(event).sum().alias("ended"), pl.col(total).sum().alias("all"))
        .sort([*by, "duration_days"])
        .with_columns(pl.col("all").cum_sum(reverse=True).over(by).alias("at_risk"))
        .with_columns((1 - pl.col("ended") / pl.col("at_risk")).cum_prod().over(by).alias("survival"))
        .filter(pl.col("ended") > 0)
    )
    tolerance = 1e-9
    columns = []
    for probability in probabilities:
        level = 1 - probability
        days = pl.col("duration_days")
        first = days.filter(pl.col("survival") <= level + tolerance).min()
        past = days.filter(pl.col("survival") < level - tolerance).min()
        along = days.filter((pl.col("survival") - level).abs() <= tolerance).min()
        columns.append(pl.when(along.is_null() | past.is_null()).then(first).otherwise((along + past) / 2).alias(f"q{probability:g}"))
    groups = frame.select(by).unique(maintain_order=True)
    return groups.join(curve.group_by(by).agg(columns), on=by, how="left", nulls_equal=True)
