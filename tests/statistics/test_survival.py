"""Kaplan–Meier, its intervals and the log-rank test, against R's printed examples and lifelines."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.datasets import load_lung
from lifelines.statistics import multivariate_logrank_test

from biaochi.statistics import wilson
from biaochi.statistics.survival import closed_within, log_rank, quantile_interval, survival_curve, survival_quantiles

# Acute myelogenous leukaemia, Miller (1997), Survival Analysis; R: survival::aml (weeks; 0 is censored).
MAINTAINED = ([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0])
NOT_MAINTAINED = ([5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1])
ROWS = st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.sampled_from("abc")), min_size=1, max_size=80)


def counted(durations, ended, group="x") -> pl.DataFrame:
    """One row per case: the counts of one case each."""
    groups = [group] * len(durations) if isinstance(group, str) else list(group)
    return pl.DataFrame({"g": groups, "duration_days": [float(d) for d in durations],
                         "numerator": [float(e) for e in ended], "denominator": [1.0] * len(durations)})  # fmt: skip


def rows_of(rows) -> pl.DataFrame:
    return counted([d for d, _, _ in rows], [e for _, e, _ in rows], [g for _, _, g in rows])


AML = pl.concat([counted(*MAINTAINED, "maintained"), counted(*NOT_MAINTAINED, "not")])


def lung() -> pl.DataFrame:
    """Loprinzi (1994), as in R: survival::lung."""
    data = load_lung()
    return counted(data["time"], data["status"], ["male" if sex == 1 else "female" for sex in data["sex"]])


def test_the_curve_that_r_prints_for_the_maintained_group():
    # R: summary(survfit(Surv(time, status) ~ x, data = aml)): time, n.risk, n.event, survival, std.err, lower, upper.
    printed = [
        (9, 11, 1, 0.909, 0.0867, 0.7541, 1.000),
        (13, 10, 1, 0.818, 0.1163, 0.6192, 1.000),
        (18, 8, 1, 0.716, 0.1397, 0.4884, 1.000),
        (23, 7, 1, 0.614, 0.1526, 0.3769, 0.999),
        (31, 5, 1, 0.491, 0.1642, 0.2549, 0.946),
        (34, 4, 1, 0.368, 0.1627, 0.1549, 0.875),
        (48, 2, 1, 0.184, 0.1535, 0.0359, 0.944),
    ]
    curve = survival_curve(counted(*MAINTAINED), ["g"], interval="log").filter(pl.col("ended") > 0)
    assert [row[1:4] for row in curve.rows()] == [row[:3] for row in printed]
    for ours, theirs in zip(curve.select("survival", "std_error", "lower", "upper").rows(), printed, strict=True):
        assert ours == pytest.approx(theirs[3:], abs=6e-4)


def test_the_curve_that_r_prints_where_all_ended():
    # The same for x = Nonmaintained; once all have ended, R prints NaN and NA.
    printed = [
        (5, 0.8333, 0.1076, 0.6470, 1.000), (8, 0.6667, 0.1361, 0.4468, 0.995), (12, 0.5833, 0.1423, 0.3616, 0.941),
        (23, 0.4861, 0.1481, 0.2675, 0.883), (27, 0.3889, 0.1470, 0.1854, 0.816), (30, 0.2917, 0.1387, 0.1148, 0.741),
        (33, 0.1944, 0.1219, 0.0569, 0.664), (43, 0.0972, 0.0919, 0.0153, 0.620),
    ]  # fmt: skip
    curve = survival_curve(counted(*NOT_MAINTAINED), ["g"], interval="log").filter(pl.col("ended") > 0)
    shown = curve.select("duration_days", "survival", "std_error", "lower", "upper").rows()
    for ours, theirs in zip(shown[:-1], printed, strict=True):
        assert ours == pytest.approx(theirs, abs=6e-4)
    assert shown[-1] == (45, 0, None, None, None)


def test_medians_that_r_prints():
    # R: print(survfit(Surv(time, status) ~ x, data = aml)): 31 (18, NA) and 23 (8, NA).
    found = quantile_interval(survival_curve(AML, ["g"], interval="log"), ["g"]).rows()
    assert found == [("maintained", 31, 18, None), ("not", 23, 8, None)]
    # R: survfit(Surv(time, status) ~ 1, data = lung): 228 cases, 165 events, 310 (285, 363); ~ sex: 270 (212, 310), 426 (348, 550).
    data = lung()
    assert (data["denominator"].sum(), data["numerator"].sum()) == (228, 165)
    whole = quantile_interval(survival_curve(data.with_columns(g=pl.lit("all")), ["g"], interval="log"), ["g"])
    assert whole.rows() == [("all", 310, 285, 363)]
    by_sex = quantile_interval(survival_curve(data, ["g"], interval="log"), ["g"])
    assert by_sex.rows() == [("female", 426, 348, 550), ("male", 270, 212, 310)]


def test_log_rank_that_r_prints():
    # R: survdiff(Surv(time, status) ~ x, data = aml): 7 observed, 10.69 expected; 11 and 7.31; Chisq = 3.4, p = 0.0653.
    found = log_rank(AML, ["g"])
    assert (round(found.chi2, 1), found.degrees, round(found.p_value, 4)) == (3.4, 1, 0.0653)
    assert found.groups["observed"].to_list() == [7, 11]
    assert found.groups["expected"].to_list() == pytest.approx([10.69, 7.31], abs=0.005)
    # R: survdiff(Surv(time, status) ~ sex, data = lung): 138 men, 112 observed, 91.5817 expected; Chisq = 10.3, p = 0.00131116.
    found = log_rank(lung(), ["g"])
    assert found.chi2 == pytest.approx(10.3267, abs=5e-5)
    assert found.p_value == pytest.approx(0.00131116, abs=5e-9)
    assert found.groups.rows()[1] == ("male", 138, 112, pytest.approx(91.5817, abs=5e-5))


@settings(deadline=None, max_examples=60)
@given(ROWS)
def test_curve_and_error_agree_with_lifelines(rows):
    curve = survival_curve(rows_of(rows), ["g"])
    for name in set(g for _, _, g in rows):
        mine = curve.filter(pl.col("g") == name)
        theirs = KaplanMeierFitter().fit([d for d, _, g in rows if g == name], [e for _, e, g in rows if g == name])
        table = theirs.survival_function_["KM_estimate"]
        assert mine["survival"].to_list() == pytest.approx([table[day] for day in mine["duration_days"]], abs=1e-9)
        events = theirs.event_table.loc[mine["duration_days"].to_list()]
        assert mine["at_risk"].to_list() == events["at_risk"].to_list()
        assert mine["ended"].to_list() == events["observed"].to_list()
        # lifelines keeps Greenwood's sum; the error is the curve times its root.
        sums = dict(zip(theirs.survival_function_.index, np.ravel(theirs._cumulative_sq_), strict=True))
        known = mine.filter(pl.col("survival") > 1e-9)
        assert known["std_error"].to_list() == pytest.approx(
            [s * sums[day] ** 0.5 for s, day in known.select("survival", "duration_days").rows()], abs=1e-9
        )


@pytest.mark.filterwarnings("ignore:Starting with pandas")
@settings(deadline=None, max_examples=60)
@given(ROWS)
def test_log_rank_agrees_with_lifelines_ties_included(rows):
    found = log_rank(rows_of(rows), ["g"])
    heard = {g for _, e, g in rows if e} | {g for d, _, g in rows if any(e and d >= s for s, e, _ in rows)}
    if len(heard) < 2:
        assert found is None
        return
    kept = [row for row in rows if row[2] in heard]
    if len({d for d, e, _ in kept if e}) == 1 and len(kept) == sum(e for _, e, _ in kept):
        assert found.chi2 == pytest.approx(0, abs=1e-9), "all ended at once: nothing to tell apart"
        return
    theirs = multivariate_logrank_test([d for d, _, _ in kept], [g for _, _, g in kept], [e for _, e, _ in kept])
    assert found.degrees == len(heard) - 1
    if np.isfinite(theirs.test_statistic):
        assert found.chi2 == pytest.approx(theirs.test_statistic, rel=1e-6, abs=1e-6)
        assert found.p_value == pytest.approx(theirs.p_value, rel=1e-6, abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(ROWS, st.randoms())
def test_order_of_rows_and_splits_change_nothing(rows, random):
    frame = rows_of(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    # Twice the counts in halves, in another order, and once summed beforehand.
    halves = pl.concat([rows_of(shuffled), rows_of(shuffled)]).with_columns(pl.col("numerator", "denominator") / 2)
    summed = frame.group_by("g", "duration_days").agg(pl.col("numerator", "denominator").sum())
    wanted = survival_curve(frame, ["g"])
    for other in (halves, summed):
        assert survival_curve(other, ["g"]).equals(wanted)
        assert closed_within(survival_curve(other, ["g"]), ["g"], (1, 7)).equals(closed_within(wanted, ["g"], (1, 7)))
    one, other = log_rank(frame, ["g"]), log_rank(halves, ["g"])
    assert (one is None) == (other is None)
    if one:
        assert (one.chi2, one.degrees) == (pytest.approx(other.chi2), other.degrees)


@settings(deadline=None, max_examples=60)
@given(ROWS, st.sampled_from(["wilson", "log"]))
def test_an_interval_contains_its_point(rows, interval):
    curve = survival_curve(rows_of(rows), ["g"], interval=interval)
    for _, _, _, _, survival, _, lower, upper in curve.drop_nulls(["lower", "upper"]).rows():
        assert 0 <= lower <= survival + 1e-12 and survival - 1e-12 <= upper <= 1
    for _, quantile, lower, upper in quantile_interval(curve, ["g"]).rows():
        assert quantile is None or lower is None and interval == "log" or lower <= quantile
        assert upper is None or quantile is not None and quantile <= upper
    if interval == "wilson":
        assert curve.filter(pl.col("lower").is_null()).is_empty(), "it has a width at both ends, too"
        shares = closed_within(curve, ["g"], (1, 3, 7, 15, 30))
        for day in (1, 3, 7, 15, 30):
            for share, lower, upper in shares.select(f"within_{day}", f"within_{day}_lower", f"within_{day}_upper").rows():
                assert share is None or lower - 1e-12 <= share <= upper + 1e-12


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=60))
def test_with_nothing_censored_it_is_the_plain_share_with_its_wilson_interval(durations):
    frame = counted(durations, [1] * len(durations))
    curve = survival_curve(frame, ["g"])
    n = len(durations)
    for day, survival, lower, upper in curve.select("duration_days", "survival", "lower", "upper").rows():
        longer = sum(d > day for d in durations)
        assert survival == pytest.approx(longer / n)
        assert (lower, upper) == pytest.approx(tuple(float(v) for v in wilson(longer, n)), abs=1e-9)
    shares = closed_within(curve, ["g"], (0, 5, 25)).row(0, named=True)
    for day in (0, 5, 25):
        closed = sum(d <= day for d in durations)
        ends = [float(v) for v in wilson(closed, n)]
        found = [shares[f"within_{day}"], shares[f"within_{day}_lower"], shares[f"within_{day}_upper"]]
        assert found == pytest.approx([closed / n, *ends], abs=1e-9)
    assert survival_quantiles(frame, ["g"], (0.5,))["q0.5"][0] == float(np.median(durations))
    assert quantile_interval(curve, ["g"])["quantile"][0] == float(np.median(durations))


def test_what_nobody_was_watched_for_is_not_told():
    # Ten left after two days, none had ended; ten more ended within one day.
    curve = survival_curve(counted([2] * 10 + [1] * 10, [0] * 10 + [1] * 10, ["open"] * 10 + ["done"] * 10), ["g"])
    shares = closed_within(curve, ["g"], (1, 3)).sort("g")
    assert shares["within_1"].to_list() == [1.0, 0.0]
    assert shares["within_3"].to_list() == [1.0, None]
    _, upper = wilson(0, 10)
    assert shares["within_1_upper"].to_list() == pytest.approx([1.0, float(upper)])
    assert shares["within_3_upper"].to_list() == [1.0, None]


def test_the_last_one_watched_does_not_speak_for_all():
    # Nine left after one day; the only one watched longer ended on the second. R's curve comes down to 0, too.
    curve = survival_curve(counted([1] * 9 + [2], [0] * 9 + [1]), ["g"])
    assert curve["survival"].to_list() == [1, 0]
    assert curve["upper"][-1] == pytest.approx(float(wilson(0, 1)[1])), "no more is known than of one"
    shares = closed_within(curve, ["g"], (2, 3)).row(0, named=True)
    assert (shares["within_2"], shares["within_3"]) == (1, None)
    # Half of four ended and one left before the last one did: it stands for the two of four that were left.
    curve = survival_curve(counted([1, 1, 2, 3], [1, 1, 0, 1]), ["g"])
    assert curve["upper"][-1] == pytest.approx(float(wilson(0, 2)[1]))


def test_medians_of_groups_without_a_name():
    frame = pl.concat([counted([1, 2, 3], [1, 1, 1]), counted([5], [0]).with_columns(g=pl.lit(None, pl.String))])
    assert quantile_interval(survival_curve(frame, ["g"]), ["g"]).sort("g")["quantile"].to_list() == [None, 2]
    assert survival_quantiles(frame, ["g"], (0.5,)).sort("g")["q0.5"].to_list() == [None, 2]


def test_fewer_than_two_groups_are_not_compared():
    assert log_rank(counted(*MAINTAINED), ["g"]) is None
    assert log_rank(pl.concat([counted([5, 6], [1, 1], "a"), counted([1], [0], "b")]), ["g"]) is None


def test_an_interval_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="wilson"):
        survival_curve(AML, ["g"], interval="plain")


def test_a_simulated_interval_covers_the_truth():
    """Exponential times with a half-life of 10 days, watched for 0 to 40: 95 % intervals hold the true share and median."""
    random = np.random.default_rng(20260930)
    runs, n = 400, 60
    took = random.exponential(10 / np.log(2), (runs, n))
    watched = random.uniform(0, 40, (runs, n))
    frame = counted(np.minimum(took, watched).ravel(), (took <= watched).ravel(), [f"{run:03d}" for run in range(runs) for _ in range(n)])
    curve = survival_curve(frame, ["g"])
    shares = closed_within(curve, ["g"], (7,))
    truth = 1 - 0.5**0.7
    covered = shares.filter(pl.col("within_7_lower") <= truth, pl.col("within_7_upper") >= truth).height / runs
    assert 0.92 <= covered <= 0.98
    medians = quantile_interval(curve, ["g"])
    held = medians.filter(pl.col("lower") <= 10, pl.col("upper").is_null() | (pl.col("upper") >= 10)).height / runs
    assert 0.92 <= held <= 0.985
    closed_only = survival_quantiles(frame, ["g"], (0.5,), total="numerator")["q0.5"]
    assert medians["quantile"].median() == pytest.approx(10, abs=0.5) and closed_only.median() < 8.5
