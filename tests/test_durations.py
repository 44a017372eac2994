"""How long cases take, open ones counted: against rows counted by hand, raw rows and lifelines."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from biaochi.errors import BiaochiError
from biaochi.measures.durations import SUMMARY, WITHIN, how_long
from biaochi.measures.question import Question
from biaochi.statistics import wilson
from tests.warehouses import CITY, A, B, C, engine_of

AS_OF = date(2026, 9, 30)
END = datetime(2026, 10, 1)
DAY = timedelta(days=1)


def case(number, reported, took=None, area=A, **other):
    """A case reported at ``reported`` and closed ``took`` later (None: open)."""
    return {"case_id": str(number), "area_code": area, "reported_at": reported,
            "closed_at": reported + took if took is not None else None} | other  # fmt: skip


def asked(engine, **terms):
    return how_long(engine, Question("days_to_close", **terms))


def one(engine, **terms):
    found = asked(engine, **terms).summary
    assert found.height == 1
    return found.row(0, named=True)


def test_the_edges_of_the_bins(tmp_path):
    """Up to the hour until 3 days, 6 hours until 30 days, the day until a year, the week beyond; nothing within is rounded over."""
    second = timedelta(seconds=1)
    took = [0 * DAY, second, 1 * DAY, 1 * DAY + second, 3 * DAY, 3 * DAY + second, 7 * DAY, 7 * DAY + second, 15 * DAY, 15 * DAY + second,
            30 * DAY, 30 * DAY + second, 365 * DAY, 365 * DAY + second]  # fmt: skip
    reported = datetime(2025, 1, 31, 10, 20, 30)
    cases = [case(number, reported, length) for number, length in enumerate(took)]
    found = asked(engine_of(tmp_path / "w", {"area": CITY, "case": cases}, date(2026, 9, 30)))
    bins = [0, 1 / 24, 1, 25 / 24, 3, 3.25, 7, 7.25, 15, 15.25, 30, 31, 365, 371]
    assert found.curve["duration_days"].to_list() == pytest.approx(bins)
    assert found.curve["ended"].to_list() == [1] * 14
    row = found.summary.row(0, named=True)
    for day, closed in zip(WITHIN, (3, 5, 7, 9, 11), strict=True):
        assert [row[f"within_{day}"], row[f"mature_within_{day}"]] == pytest.approx([100 * closed / 14] * 2)


def test_waiting_cases_leave_at_the_nearest_edge(tmp_path):
    """Open ones wait to the nearest edge of the bins: so half of a bin leave before the closings that are counted at its end."""
    waited = [2.25, 25.75, 74, 76, 241]
    cases = [case(number, END - timedelta(hours=hours)) for number, hours in enumerate(waited)]
    cases += [case("done", END - 10 * DAY, 2 * DAY)]
    found = asked(engine_of(tmp_path / "w", {"area": CITY, "case": cases}, AS_OF), period="2026-09")
    hours = (found.curve["duration_days"] * 24).round(9)
    assert dict(zip(hours, found.curve["at_risk"] - found.curve["ended"], strict=True)) == {2: 6, 26: 5, 48: 3, 72: 3, 78: 2, 240: 1}
    row = found.summary.row(0, named=True)
    assert (row["n"], row["closed"], row["open"], row["median"], row["note"]) == (6, 1, 5, None, "not_reached")
    assert row["within_3"] == pytest.approx(100 / 4), "one of the four that were watched for two days"
    assert row["within_15"] is None, "nobody was watched for 15 days and not all had closed"


def test_the_mean_of_closed_cases_knows_no_bins(tmp_path):
    """Ten minutes are no hour: 10 min in July, 30 min over the end of July, 4 days 50 min; an open and a reversed one add nothing."""
    minute = timedelta(minutes=1)
    july = datetime(2026, 7, 5, 9)
    cases = [case("quick", july, 10 * minute, category_l1="供热"), case("over", datetime(2026, 7, 31, 23, 45), 30 * minute, B)]
    cases += [case("long", july, 4 * DAY + 50 * minute), case("open", july), case("back", july, -DAY)]
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases}, AS_OF)
    kinds = asked(engine, period="2026-07", by=("category",)).summary
    means = dict(kinds.select("category", pl.col("closed_only_mean") * 24).rows())
    assert means == {"供热": pytest.approx(10 / 60), "未注明": pytest.approx(96 + 50 / 60)}
    for cutoff, hours in (("period", [10 / 60, 96 + 50 / 60]), ("as-of", [10 / 60, 30 / 60, 96 + 50 / 60])):
        row = one(engine, period="2026-07", cutoff=cutoff)
        assert (row["closed"], row["closed_only_mean"] * 24) == (len(hours), pytest.approx(sum(hours) / len(hours)))
    parts = asked(engine, level="community", period="2026-07", cutoff="as-of").summary
    assert dict(parts.select("area_code", pl.col("closed_only_mean") * 24).rows())[B] == pytest.approx(0.5)
    assert one(engine, area=C, period="2026-07")["closed_only_mean"] is None


@pytest.mark.parametrize("seed", [16, 17, 18])
def test_a_share_is_near_that_of_the_exact_times_where_cases_wait_at_any_hour(tmp_path, seed):
    """Reports and closings to the minute, watched for 17 days: the nearest edge leans to neither side and stays near lifelines."""
    random = np.random.default_rng(seed)
    minutes = random.integers(0, 17 * 1440, 2000)
    took = np.ceil(random.exponential(12 * 1440, 2000)).astype(int)
    start = datetime(2026, 9, 1)
    cases = [
        case(number, start + timedelta(minutes=int(at)), timedelta(minutes=int(long)) if at + long < 17 * 1440 else None)
        for number, (at, long) in enumerate(zip(minutes, took, strict=True))
    ]
    row = one(engine_of(tmp_path / "w", {"area": CITY, "case": cases}, date(2026, 9, 17)), period="2026-09")
    ended = minutes + took < 17 * 1440
    curve = KaplanMeierFitter().fit(np.where(ended, took, 17 * 1440 - minutes), ended).survival_function_["KM_estimate"]
    for day, most in ((1, 0.02), (3, 0.03), (7, 0.1), (15, 0.3)):
        exact = 100 * (1 - curve[curve.index <= 1440 * day].iloc[-1])
        assert row[f"within_{day}"] == pytest.approx(exact, abs=most)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """甲: twenty in July, closed after 1 … 20 days but for two that are open. 乙: ten in September, closed after 2 days each.
    丙: one closed before its report, one without a deadline, one void, one not filed."""
    july, september = datetime(2026, 7, 1, 6), datetime(2026, 9, 20)
    cases = [case(f"a{day}", july, day * DAY if day < 19 else None, due_at=july + 5 * DAY, category_l1="供热") for day in range(1, 21)]
    cases += [case(f"b{n}", september, 2 * DAY, B, due_at=september + 5 * DAY, category_l1="噪声") for n in range(10)]
    cases += [
        case("c1", september, -3 * DAY, C, due_at=september, category_l1="供热"),
        case("c2", september, 2 * DAY, C, category_l1="噪声"),
        case("c3", september, 2 * DAY, C, is_void=True),
        case("c4", september, 2 * DAY, C, is_filed=False),
    ]
    return engine_of(tmp_path_factory.mktemp("durations") / "w", {"area": CITY, "case": cases}, AS_OF)


def test_one_district_by_hand(city):
    found = asked(city, area=A, period="2026Q3")
    row = found.summary.row(0, named=True)
    assert found.summary.columns == list(SUMMARY)
    assert (row["n"], row["closed"], row["open"]) == (20, 18, 2)
    assert (row["median"], row["p90"], row["note"], row["state"]) == (10.5, 18, None, "ok")
    assert row["median_lower"] < 10.5 < row["median_upper"]
    assert (row["closed_only_mean"], row["closed_only_median"]) == (9.5, 9.5)
    for day, closed in zip(WITHIN, (1, 3, 7, 15, 18), strict=True):
        lower, upper = wilson(closed, 20)
        expected = [100 * v for v in (closed / 20, float(lower), float(upper))]
        assert [row[f"within_{day}{end}"] for end in ("", "_lower", "_upper")] == pytest.approx(expected)
        assert [row[f"mature_within_{day}{end}"] for end in ("", "_lower", "_upper")] == pytest.approx(expected)
    assert (row["mature_n"], row["mature_first"], row["mature_last"]) == (20, "2026-07", "2026-07")
    # Of closed cases alone half are closed within 9 days: the curve runs along one half until the tenth.
    alone = found.closed_only.filter(pl.col("duration_days") == 9)
    assert alone["survival"].to_list() == pytest.approx([0.5])


def test_a_mature_month_ended_thirty_days_before_the_last_day(city):
    whole = one(city, period="2026Q3")
    assert (whole["months"], whole["mature_months"], whole["mature_first"], whole["mature_last"]) == (2, 1, "2026-07", "2026-07")
    assert (whole["n"], whole["mature_n"]) == (31, 20)
    # Seen from the end of July nobody was watched for thirty days; as the same cases stand today, all were.
    assert one(city, area=A, period="2026-07")["mature_n"] == 20
    september = one(city, area=B, period="2026-09")
    assert (september["mature_n"], september["mature_within_7"]) == (0, None)


def test_what_has_no_duration_or_no_deadline_is_counted_and_named(city):
    assert {key: one(city, period="2026Q3")[key] for key in ("n", "closed_before_reported", "without_deadline")} == {
        "n": 31, "closed_before_reported": 1, "without_deadline": 1,
    }  # fmt: skip
    by_kind = asked(city, period="2026Q3", by=("category",)).summary
    assert dict(by_kind.select("category", "closed_before_reported").rows()) == {"供热": 1, "噪声": 0, "未注明": 0}
    assert dict(by_kind.select("category", "without_deadline").rows()) == {"供热": 0, "噪声": 1, "未注明": 0}
    counties = asked(city, period="2026Q3", by=("area",)).summary
    assert counties.select("area_code", "n", "closed_before_reported", "without_deadline").rows() == [
        ("131102", 30, 0, 0), ("131103", 1, 1, 1),
    ]  # fmt: skip


def test_groups_are_compared_where_there_are_some(city):
    by_kind = asked(city, period="2026Q3", by=("category",)).log_rank
    assert by_kind.degrees == 1 and by_kind.p_value < 0.001
    assert by_kind.groups.select("category", "n", "observed").rows() == [("供热", 20, 18), ("噪声", 11, 11)]
    assert asked(city, level="community", period="2026Q3").log_rank.degrees == 2
    assert asked(city, period="2026Q3").log_rank is None
    assert asked(city, by=("area", "period"), grain="month").log_rank is None, "periods are no groups to compare"


def test_where_nothing_is_counted_there_is_a_row_and_a_word(city):
    row = one(city, area="131103100902", period="2026Q3")
    assert (row["state"], row["n"], row["median"], row["note"]) == ("not_applicable", 0, None, None)
    assert one(city, area=A, period="2020")["state"] == "missing"
    assert one(city, area=B, period="2026Q3")["state"] == "too_few"


def test_only_a_duration_can_be_asked(city):
    with pytest.raises(BiaochiError, match="closure_rate"):
        how_long(city, Question("closure_rate"))


SIX_HOURS = st.integers(0, 4 * 180)
CASE = st.fixed_dictionaries(
    {
        "area": st.sampled_from([A, B]),
        "reported": SIX_HOURS,
        "took": st.none() | st.integers(-3, 72) | st.integers(3, 60).map(lambda days: 24 * days),
        "due_at": st.sampled_from([None, END]),
        "category_l1": st.sampled_from(["供热", "噪声"]),
        "is_filed": st.sampled_from([True, True, True, False]),
    }
)
START = END - timedelta(hours=6 * 4 * 180 + 6)


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(CASE, min_size=1, max_size=60), data=st.data())
def test_agrees_with_lifelines_on_raw_rows_and_its_parts_sum_up(tmp_path_factory, rows, data):
    """Reports at whole quarters of a day and closings after whole hours or days fall on edges of bins: every figure is exact."""
    raw = []
    for number, drawn in enumerate(rows):
        row = dict(drawn)
        reported = START + timedelta(hours=6 * row.pop("reported"))
        took = row.pop("took")
        length = timedelta(hours=took) if took is not None and reported + timedelta(hours=took) < END else None
        raw.append(case(number, reported, length, row.pop("area"), **row))
    engine = engine_of(tmp_path_factory.mktemp("d") / "w", {"area": CITY, "case": raw}, AS_OF)
    cutoff = data.draw(st.sampled_from(["period", "as-of"]))
    period, start, end = data.draw(
        st.sampled_from([("2026Q2", datetime(2026, 4, 1), datetime(2026, 7, 1)), ("2026", datetime(2026, 1, 1), datetime(2027, 1, 1))])
    )
    cut = min(end, END) if cutoff == "period" else END
    filed = [r for r in raw if r["is_filed"] and start <= r["reported_at"] < end]
    reversed_ = [r for r in filed if r["closed_at"] and r["closed_at"] < r["reported_at"]]
    timed = [r for r in filed if r not in reversed_]
    ended = [r["closed_at"] is not None and r["closed_at"] < cut for r in timed]
    hours = [((r["closed_at"] if e else cut) - r["reported_at"]) / timedelta(hours=1) for r, e in zip(timed, ended, strict=True)]
    terms = {"period": period, "cutoff": cutoff}
    row = one(engine, **terms)
    assert (row["n"], row["closed"], row["closed_before_reported"]) == (len(timed), sum(ended), len(reversed_)), "none is lost"
    assert row["without_deadline"] == sum(r["due_at"] is None for r in filed)
    if timed:
        curve = KaplanMeierFitter().fit(hours, ended).survival_function_["KM_estimate"]
        watched = max(hours)
        for day in WITHIN:
            if watched >= 24 * day or all(ended):
                assert row[f"within_{day}"] == pytest.approx(100 * (1 - curve[curve.index <= 24 * day].iloc[-1]), abs=1e-6)
            else:
                assert row[f"within_{day}"] is None
    mature = [r for r in timed if _month_end(r["reported_at"]) + 30 * DAY <= END]
    assert row["mature_n"] == len(mature)
    for day in WITHIN:
        quick = sum(r["closed_at"] is not None and r["closed_at"] - r["reported_at"] <= day * DAY for r in mature)
        assert row[f"mature_within_{day}"] == (pytest.approx(100 * quick / len(mature)) if mature else None)
    counts = ["n", "closed", "open", "mature_n", "mature_closed", "closed_before_reported", "without_deadline"]
    for by in ("area", "category"):
        level = {"level": "community"} if by == "area" else {"by": (by,)}
        parts = asked(engine, **terms, **level).summary
        assert {name: parts[name].sum() for name in counts} == {name: row[name] for name in counts}
    months = how_long(engine, Question("days_to_close", period=period, cutoff="as-of", by=("period",), grain="month")).summary
    today = one(engine, period=period, cutoff="as-of")
    assert {name: months[name].sum() for name in counts} == {name: today[name] for name in counts}


def _month_end(instant: datetime) -> datetime:
    return (instant.replace(day=1, hour=0) + 32 * DAY).replace(day=1)
