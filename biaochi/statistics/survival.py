"""How long something takes where some of it has not ended yet: Kaplan–Meier and log-rank from counts per duration.

Every function takes a frame of counts: the columns ``by`` that name a group, ``duration_days``, and at each duration how many
ended (``event``) out of all that ended or left observation there (``total``). Rows of the same group and duration add up, so
neither their order nor a split into parts changes anything. What leaves observation at a duration was still watched at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.stats import chi2, norm

from biaochi.statistics.intervals import CONFIDENCE, wilson

INTERVALS = ("wilson", "log")
_DUST = 1e-9
"""A survival this close to a level runs along it: products of fractions carry dust in the last digits."""


def survival_curve(
    frame: pl.DataFrame,
    by: Sequence[str],
    event: str = "numerator",
    total: str = "denominator",
    confidence: float = CONFIDENCE,
    interval: str = "wilson",
) -> pl.DataFrame:
    """Kaplan–Meier estimate with Greenwood's standard error: one row per group and duration that occurs.

    Returns ``by``, duration_days, at_risk (watched so long and not ended before), ended (0 where some only left observation),
    survival (the share not ended by then), std_error (null once all have ended), lower, upper.

    ``interval``: “wilson” is the Wilson score interval at the effective sample size S(1−S)/Var S (Rothman 1978, J Chron
    Dis 31:557): with nothing censored it is the Wilson interval of the plain share, it stays inside 0 … 1 and has a width where
    nothing or everything has ended. “log” is S·exp(±z·se(log S)), the default of R's ``survfit``; null once all have ended.
    """
    if interval not in INTERVALS:
        raise ValueError(f"interval is one of {INTERVALS}, not {interval!r}")
    by = list(by)
    curve = _counts(frame, by, event, total).with_columns(_survival().over(by).alias("survival"))
    # Greenwood 1926: Var S = S² Σ d / (n (n − d)).
    hazard = pl.col("ended") / (pl.col("at_risk") * (pl.col("at_risk") - pl.col("ended")))
    curve = curve.with_columns(hazard.cum_sum().over(by).alias("greenwood"))
    survival = pl.col("survival")
    is_between = (survival > 0) & (survival < 1)
    effective = pl.when(is_between).then((1 - survival) / (survival * pl.col("greenwood")))
    before = survival.shift(1, fill_value=1.0).over(by)
    curve = curve.with_columns(
        pl.when(survival > 0).then(survival * pl.col("greenwood").sqrt()).alias("std_error"),
        # Nothing ended yet: all that were watched so long. All ended: those of whom the last ones are what was left, but never
        # more than was known just before.
        pl.when(survival == 1).then(pl.col("at_risk"))
        .when(is_between).then(effective)
        .otherwise(pl.min_horizontal(effective.forward_fill().over(by), pl.col("at_risk") / before)).alias("effective"),
    )  # fmt: skip
    if interval == "wilson":
        n = curve["effective"].to_numpy()
        lower, upper = wilson(curve["survival"].to_numpy() * n, n, confidence)
    else:
        spread = float(norm.ppf(0.5 + confidence / 2)) * np.sqrt(curve["greenwood"].to_numpy())
        s = curve["survival"].to_numpy()
        with np.errstate(invalid="ignore", over="ignore"):
            lower, upper = s * np.exp(-spread), np.minimum(s * np.exp(spread), 1.0)
        lower, upper = np.where(s > 0, lower, np.nan), np.where(s > 0, upper, np.nan)
    return curve.select(*by, "duration_days", "at_risk", "ended", "survival", "std_error").with_columns(
        pl.Series("lower", lower).fill_nan(None), pl.Series("upper", upper).fill_nan(None)
    )


def quantile_interval(curve: pl.DataFrame, by: Sequence[str], probability: float = 0.5) -> pl.DataFrame:
    """The time by which ``probability`` has ended, with its interval (Brookmeyer & Crowley 1982, Biometrics 38:29).

    ``curve``: from ``survival_curve``. Returns ``by``, quantile, lower, upper in days: where survival, its lower and its upper
    limit first come down to 1 − ``probability``; null where that is not reached, as R prints NA. Where the curve runs exactly
    along the level, the middle of that stretch is taken (see ``survival_quantiles``).
    """
    level = 1 - probability
    found = [_reached(name, level).alias(to) for name, to in (("survival", "quantile"), ("lower", "lower"), ("upper", "upper"))]
    return curve.sort([*by, "duration_days"]).group_by(list(by), maintain_order=True).agg(found)


def closed_within(curve: pl.DataFrame, by: Sequence[str], days: Sequence[float]) -> pl.DataFrame:
    """The share that has ended within each of ``days``, 1 − S(t), as a fraction with its interval.

    ``curve``: from ``survival_curve``. Returns ``by`` and for each of ``days`` within_<d>, within_<d>_lower, within_<d>_upper;
    null where nobody was watched so long, unless all of the group have ended: a curve that comes down to nothing because the
    last one watched has ended says little of those who left before.
    """
    by = list(by)
    ordered = curve.sort([*by, "duration_days"])
    groups = ordered.select(by).unique(maintain_order=True)
    parts = [groups]
    for day in days:
        until, reached = pl.col("duration_days") <= day + _DUST, pl.col("duration_days") >= day - _DUST
        name = f"within_{day:g}"
        # Where nothing has ended by then, the width of “none of n” depends on how many were watched until then, not on the
        # last one who left before.
        last = ordered.group_by(by, maintain_order=True).agg(
            pl.col("survival", "lower", "upper").filter(until).last(),
            pl.col("at_risk").filter(reached).first().fill_null(0).alias("watched"),
            (pl.col("ended").sum() == pl.col("at_risk").max()).alias("all_ended"),
        )
        survival = last["survival"].fill_null(1.0).to_numpy()
        watched = last["watched"].to_numpy().astype(float)
        none_lower, _ = wilson(watched, np.where(watched > 0, watched, np.nan))
        untouched = survival >= 1
        lower = np.where(untouched, none_lower, last["lower"].cast(pl.Float64).fill_null(np.nan).to_numpy())
        upper = np.where(untouched, 1.0, last["upper"].cast(pl.Float64).fill_null(np.nan).to_numpy())
        unknown = (watched == 0) & ~last["all_ended"].to_numpy()
        figures = {name: 1 - survival, f"{name}_lower": 1 - upper, f"{name}_upper": 1 - lower}
        parts.append(last.select(pl.Series(key, np.where(unknown, np.nan, figure)).fill_nan(None) for key, figure in figures.items()))
    return pl.concat(parts, how="horizontal")


def survival_quantiles(
    frame: pl.DataFrame, by: Sequence[str], probabilities: Sequence[float], event: str = "numerator", total: str = "denominator"
) -> pl.DataFrame:
    """Kaplan–Meier quantiles of durations given as counts.

    Returns one row per group with a column ``q<probability>`` each, in days: the time by which that share has ended, null where
    the curve does not come down that far. Where the curve runs exactly along the level, the middle of that stretch is taken,
    as R's ``quantile.survfit`` does; with nothing censored this is the ordinary median.
    """
    by = list(by)
    curve = _counts(frame, by, event, total).with_columns(_survival().over(by).alias("survival"))
    wanted = [_reached("survival", 1 - probability).alias(f"q{probability:g}") for probability in probabilities]
    groups = frame.select(by).unique(maintain_order=True)
    return groups.join(curve.group_by(by).agg(wanted), on=by, how="left", nulls_equal=True)


@dataclass(frozen=True)
class LogRank:
    """Whether groups take equally long. ``groups``: the columns that name one, n, observed and expected ends."""

    chi2: float
    degrees: int
    p_value: float
    groups: pl.DataFrame


def log_rank(
    frame: pl.DataFrame, by: Sequence[str], event: str = "numerator", total: str = "denominator"
) -> LogRank | None:
    """Log-rank test (Mantel 1966; Peto & Peto 1972) that the groups ``by`` have the same curve, as R's ``survdiff``.

    Ties have the hypergeometric variance. A group nobody of which was watched until the first end says nothing and is left out;
    None where fewer than two are left.
    """
    by = list(by)
    counts = _counts(frame, by, event, total)
    groups = counts.select(by).unique(maintain_order=True).with_row_index("group")
    counts = counts.join(groups, on=by, how="left", nulls_equal=True)
    days = np.unique(counts["duration_days"].to_numpy())
    at = (np.searchsorted(days, counts["duration_days"].to_numpy()), counts["group"].to_numpy())
    shape = (len(days), groups.height)
    ended, left = np.zeros(shape), np.zeros(shape)
    np.add.at(ended, at, counts["ended"].to_numpy())
    np.add.at(left, at, counts["all"].to_numpy())
    at_risk = left[::-1].cumsum(axis=0)[::-1]
    some = ended.sum(axis=1) > 0
    ended, at_risk = ended[some], at_risk[some]
    d, n = ended.sum(axis=1), at_risk.sum(axis=1)
    expected = (at_risk * (d / n)[:, None]).sum(axis=0)
    c = np.where(n > 1, d * (n - d) / np.maximum(n - 1, 1), 0.0)
    variance = np.diag((c / n) @ at_risk) - (at_risk * (c / n**2)[:, None]).T @ at_risk
    heard = expected > 0
    degrees = int(heard.sum()) - 1
    if degrees < 1:
        return None
    # The differences sum to zero, so one group is left out; where all ended at once there is nothing to tell apart.
    difference = (ended.sum(axis=0) - expected)[heard][:-1]
    within = variance[heard][:, heard][:-1, :-1]
    statistic = float(difference @ np.linalg.pinv(within, hermitian=True) @ difference)
    told = groups.drop("group").with_columns(n=left.sum(axis=0), observed=ended.sum(axis=0), expected=expected)
    return LogRank(statistic, degrees, float(chi2.sf(statistic, degrees)), told)


def _counts(frame: pl.DataFrame, by: list[str], event: str, total: str) -> pl.DataFrame:
    """One row per group and duration, shortest first: ended, all (ended or left there), at_risk."""
    return (
        frame.group_by([*by, "duration_days"])
        .agg(pl.col(event).sum().cast(pl.Float64).alias("ended"), pl.col(total).sum().cast(pl.Float64).alias("all"))
        .filter(pl.col("all") > 0)
        .sort([*by, "duration_days"])
        .with_columns(pl.col("all").cum_sum(reverse=True).over(by).alias("at_risk"))
    )


def _survival() -> pl.Expr:
    return (1 - pl.col("ended") / pl.col("at_risk")).cum_prod()


def _reached(name: str, level: float) -> pl.Expr:
    """The first duration at which the column comes down to ``level``, or the middle of the stretch along which it runs there."""
    days, height = pl.col("duration_days"), pl.col(name)
    first = days.filter(height <= level + _DUST).min()
    past = days.filter(height < level - _DUST).min()
    along = days.filter((height - level).abs() <= _DUST).min()
    return pl.when(along.is_null() | past.is_null()).then(first).otherwise((along + past) / 2)
