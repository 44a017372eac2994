"""How cases were handled, against a second counting: every rule said once more in Python, case by case, on the raw rows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biaochi.measures import Question, explore, value
from biaochi.periods import parse_period
from tests.warehouses import CITY, A, B, engine_of

OTHER_CITY = [
    {"area_code": "130500", "area_name": "邢台市", "level": "city", "parent_code": "130000"},
    {"area_code": "130529", "area_name": "巨鹿县", "level": "county", "parent_code": "130500"},
    {"area_code": "130529001", "area_name": "一街道", "level": "town", "parent_code": "130529"},
    {"area_code": "130529001901", "area_name": "戊社区", "level": "community", "parent_code": "130529001"},
]
E = OTHER_CITY[-1]["area_code"]
"""Another city, whose systems happen to bear the same names."""
START = datetime(2026, 1, 1)
HOUR = timedelta(hours=1)
STAGES = {"reported": "reported_at", "accepted": "filed_at", "deliberated": "deliberated_at", "assigned": "dispatched_at",
          "handled": "handled_at", "fed_back": "fed_back_at", "closed": "closed_at", "evaluated": "evaluated_at"}  # fmt: skip
AFTER = [*STAGES.values()][1:] + ["first_contact_at", "registered_at", "arrived_at"]
MINUTES = st.none() | st.sampled_from([-30, 0, 5, 15, 16, 90, 120, 121, 600, 1440, 9_000, 90_000])
MAYBE = st.sampled_from([None, None, False, True])
TIMES = st.sampled_from([None, 0, 0, 1, 3])
CASE = st.fixed_dictionaries(
    {
        "area_code": st.sampled_from([A, A, B, E]),
        "system": st.sampled_from(["grid", "hotline"]),
        "reported": st.integers(0, 60 * 24 * 200),
        "limit": st.none() | st.integers(1, 24 * 40),
        "due_from": st.sampled_from([None, "export", "limit"]),
        "urgency": st.sampled_from([None, "urgent", "same_day", "normal"]),
        "quarter_hour_clock": st.sampled_from([None, "finish", "register", "arrive"]),
        "promised": st.booleans(),
        "settled_level": st.sampled_from([None, "building", "grid", "community", "town", "city"]),
        "satisfaction": st.sampled_from([None, "satisfied", "not_rated"]),
        **dict.fromkeys(("is_deferred", "is_void"), st.sampled_from([False, False, False, True])),
        "is_filed": st.sampled_from([True, True, True, False]),
        **dict.fromkeys(("is_returned", "is_merged", "is_repeat", "callback_valid", "contacted", "solved"), MAYBE),
        **dict.fromkeys(("rework_count", "extension_count", "reassigned_count", "reopen_count"), TIMES),
        **dict.fromkeys(AFTER, MINUTES),
    }
)
OPTIONAL = (
    "urgency quarter_hour_clock settled_level is_returned is_merged is_repeat callback_valid contacted solved satisfaction "
    "rework_count extension_count reassigned_count reopen_count"
).split()
SILENT = st.sets(st.sampled_from(OPTIONAL + AFTER))
"""What the hotline never records, in each of the two cities."""


@pytest.fixture(autouse=True, scope="module")
def every_count_is_shown():
    """What a hand can count is small; what is kept back is tested in test_suppression.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIAOCHI_SUPPRESS_BELOW", "0")
        yield


def city(row):
    return row["area_code"][:4]


def _rows(cases, silents, as_ofs):
    """Rows of an export of each city, which speaks for a day of its own."""
    rows = []
    for number, case in enumerate(cases):
        row = {k: v for k, v in case.items() if k not in ("reported", "limit", "promised")}
        reported = START + timedelta(minutes=case["reported"])
        row |= {
            "case_id": str(number),
            "reported_at": reported,
            "due_at": reported + case["limit"] * HOUR if case["limit"] is not None else None,
            "promised_at": reported + 48 * HOUR if case["promised"] else None,
        }
        row["as_of"] = as_ofs[row["area_code"] == E]
        end = known_until(row)
        for name in AFTER:
            at = reported + timedelta(minutes=case[name]) if case[name] is not None else None
            row[name] = (
                at if at is not None and at < end else None
            )  # an export cannot know what happens after it was made
        if case["system"] == "hotline":
            row |= dict.fromkeys(silents[row["area_code"] == E])
        if reported < end:
            rows.append(row)
    return rows


def known_until(row):
    return datetime.combine(row["as_of"], time.min) + 24 * HOUR


class Oracle:
    """Numerators and denominators of the cohort, by the definitions in the heads of the indicators."""

    def __init__(self, rows, start, cutoff, area):
        self.rows, self.cutoff = rows, cutoff
        self.asked = [r for r in rows if area is None or city(r) == area[:4]]
        self.cohort = [r for r in self.asked if start <= r["reported_at"] < cutoff]

    def knows(self, row, *names):
        """Whether the row's system, which is one of its city, ever records any of the columns."""
        return self.ever(row, lambda r: any(r[n] is not None for n in names))

    def ever(self, row, test):
        return any(test(r) for r in self.rows if (r["system"], city(r)) == (row["system"], city(row)))

    def pair(self, base, counted):
        below = [r for r in self.cohort if base(r)]
        return sum(map(bool, map(counted, below))), len(below)

    def filed(self, r):
        return r["is_filed"] and not r["is_void"] and not r["is_merged"]

    def closed(self, r):
        return self.filed(r) and r["closed_at"] is not None and r["closed_at"] < self.cutoff

    def by_now(self, r):
        return r["closed_at"] is None or r["closed_at"] < self.cutoff

    def called_back(self, r):
        answered = r["solved"] is not None or r["satisfaction"] == "satisfied"
        return answered if r["callback_valid"] is None else r["callback_valid"]

    def took(self, r, name="closed_at"):
        """How long; None for what has not happened or happened before the report."""
        return r[name] - r["reported_at"] if r[name] is not None and r[name] >= r["reported_at"] else None

    def tells_hours(self, r, column="closed_at"):
        """Whether the row's system records the time of day of the report and of what ends the clock, as far as it ever came."""
        tells = lambda name: self.ever(r, lambda o: o[name] and o[name].time() != time.min)  # noqa: E731
        return tells("reported_at") and (tells(column) or (column == "closed_at" and not self.knows(r, column)))

    def quarter(self, clock, column):
        limit = HOUR / 4

        def base(r):
            """The quarter has passed before the data ends, and nothing happened before the report."""
            asked = self.tells_hours(r, column)
            sound = r["reported_at"] + limit <= known_until(r) and not (r[column] and r[column] < r["reported_at"])
            return not r["is_void"] and r["quarter_hour_clock"] == clock and asked and sound

        def kept(r):
            took = self.took(r, column)
            return took is not None and took <= limit and (clock != "register" or r["promised_at"])

        return self.pair(base, kept)

    def expected(self):
        loop = ("filed_at", "dispatched_at", "handled_at", "fed_back_at", "evaluated_at")
        return {
            "case_volume": (sum(not r["is_void"] for r in self.cohort), None),
            "overdue_backlog": (
                sum(self.filed(r) and not self.closed(r) and r["due_at"] is not None and r["due_at"] < min(self.cutoff, known_until(r))
                    for r in self.asked if r["reported_at"] < self.cutoff), None),
            "filing_rate": self.pair(lambda r: self.knows(r, "filed_at") or self.ever(r, lambda o: not o["is_filed"]), self.filed),
            "rework_rate": self.pair(
                lambda r: self.filed(r) and self.by_now(r) and (r["handled_at"] or r["closed_at"]) and self.knows(r, "rework_count"),
                lambda r: (r["rework_count"] or 0) > 0),
            "deferral_rate": self.pair(lambda r: self.filed(r) and self.ever(r, lambda o: o["is_deferred"]), lambda r: r["is_deferred"]),
            "extension_rate": self.pair(lambda r: self.filed(r) and self.knows(r, "extension_count"), lambda r: r["extension_count"]),
            "emergency_2h_share": self.pair(
                # Decided: it was closed, or two hours passed before the data ends.
                lambda r: self.filed(r) and r["urgency"] == "urgent" and self.tells_hours(r)
                and (self.took(r) is not None or (r["closed_at"] is None and r["reported_at"] + 2 * HOUR <= known_until(r))),
                lambda r: self.took(r) is not None and self.took(r) <= 2 * HOUR),
            "same_day_share": self.pair(
                lambda r: self.filed(r) and r["urgency"] == "same_day"
                and not (r["closed_at"] and r["closed_at"].date() < r["reported_at"].date()),
                lambda r: r["closed_at"] and r["closed_at"].date() == r["reported_at"].date()),
            "quarter_hour_finish_share": self.quarter("finish", "closed_at"),
            "quarter_hour_register_share": self.quarter("register", "registered_at"),
            "quarter_hour_arrive_share": self.quarter("arrive", "arrived_at"),
            "response_rate_callback": self.pair(
                lambda r: self.filed(r) and self.by_now(r) and self.called_back(r) and self.knows(r, "contacted"),
                lambda r: r["contacted"]),
            "response_rate_dispatched": self.pair(
                lambda r: self.filed(r) and r["dispatched_at"] and self.knows(r, "first_contact_at"),
                lambda r: r["first_contact_at"] and (r["due_at"] is None or r["first_contact_at"] <= r["due_at"])),
            "callback_cover": self.pair(
                lambda r: self.closed(r) and self.knows(r, "callback_valid", "solved", "satisfaction"), self.called_back),
            "repeat_share": self.pair(lambda r: not r["is_void"] and self.knows(r, "is_repeat"), lambda r: r["is_repeat"]),
            "settled_in_community_share": self.pair(
                lambda r: self.closed(r) and r["settled_level"], lambda r: r["settled_level"] in ("building", "grid", "community")),
            "closed_loop_share": self.pair(self.closed, lambda r: all(r[name] for name in loop)),
            "cases_without_deadline_share": self.pair(self.filed, lambda r: r["due_at"] is None),
        }  # fmt: skip


@settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    cases=st.lists(CASE, min_size=1, max_size=80), silents=st.tuples(SILENT, SILENT),
    as_of_days=st.tuples(*[st.integers(60, 230)] * 2), data=st.data(),
)  # fmt: skip
def test_every_count_agrees_with_a_second_counting_of_the_raw_rows(tmp_path_factory, cases, silents, as_of_days, data):
    rows = _rows(cases, silents, [(START + timedelta(days=days)).date() for days in as_of_days])
    if not rows:
        return
    end = max(map(known_until, rows))
    period = parse_period(
        label := data.draw(st.sampled_from(["2026-01", "2026-02", "2026Q1", "2026Q2", None])), end=end
    )
    if period.start >= end or period.end <= min(row["reported_at"] for row in rows):
        return
    engine = engine_of(tmp_path_factory.mktemp("h") / "w", {"area": CITY + OTHER_CITY, "case": rows}, end.date() - timedelta(days=1))
    cutoff = min(period.end, end)
    area = data.draw(st.sampled_from([None, "131100", "130500"]))
    oracle = Oracle(rows, period.start, cutoff, area)
    broken_down = data.draw(st.sampled_from(sorted(oracle.expected())))
    for name, (numerator, denominator) in oracle.expected().items():
        got = value(engine, Question(name, area=area, period=label)).row(0, named=True)
        assert (got["numerator"] or 0, got["denominator"] or 0) == (numerator, denominator or 0), name
        if name == broken_down:
            parts = value(engine, Question(name, area=area, period=label, by=("category",)))
            assert (parts["numerator"].sum(), parts["denominator"].sum()) == (numerator, denominator or 0), name
    _funnel_agrees(engine, area, label, oracle)
    _side_states_agree(engine, area, label, oracle)


def _funnel_agrees(engine, area, label, oracle):
    sound = [r for r in oracle.asked if not r["is_void"]]
    funnel = explore(engine, "stage_funnel", area=area, period=label)
    assert set(funnel["system"]) == {r["system"] for r in oracle.cohort if not r["is_void"]}
    for row in funnel.to_dicts():
        column, system = STAGES[row["stage"]], row["system"]
        cohort = [r for r in oracle.cohort if r["system"] == system and not r["is_void"]]
        senders = {city(r) for r in sound if r["system"] == system}
        recorded = senders == {city(r) for r in sound if r["system"] == system and r[column] is not None}
        reached = sum(r[column] is not None and r[column] < oracle.cutoff for r in cohort)
        assert (row["is_recorded"], row["reached"]) == (recorded, reached if recorded else None)


def _side_states_agree(engine, area, label, oracle):
    names = {
        "returned": "is_returned",
        "reassigned": "reassigned_count",
        "reopened": "reopen_count",
        "merged": "is_merged",
    }
    for row in explore(engine, "side_states", area=area, period=label).to_dicts():
        cohort = [r for r in oracle.cohort if r["system"] == row["system"]]
        assert row["reported"] == len(cohort)
        if column := names.get(row["state"]):
            counted = sum(bool(r[column]) for r in cohort)
            assert row["cases"] == (counted if all(oracle.knows(r, column) for r in cohort) else None), row
    clocks = explore(engine, "case_clocks", area=area, period=label)
    filed = [r for r in oracle.cohort if oracle.filed(r)]
    assert clocks["cases"].sum() == len(filed)
    assert clocks.filter(due_from="none")["cases"].sum() == sum(r["due_at"] is None for r in filed)
    assert clocks.filter(due_from="limit")["cases"].sum() == sum(
        r["due_at"] is not None and r["due_from"] == "limit" for r in filed
    )
    systems = {row["system"]: row for row in explore(engine, "case_systems", area=area, period=label).to_dicts()}
    for system, row in systems.items():
        reported = [r["reported_at"] for r in oracle.cohort if r["system"] == system]
        assert (row["cases"], row["first_reported"], row["last_reported"]) == (
            len(reported),
            min(reported),
            max(reported),
        )


def test_a_case_without_a_deadline_is_never_overdue_and_is_counted_as_such(tmp_path):
    cases = [{"case_id": str(n), "area_code": A, "reported_at": datetime(2024, 1, 1)} for n in range(30)]
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases}, date(2026, 9, 30))
    one = lambda name, **asked: value(engine, Question(name, **asked)).row(0, named=True)  # noqa: E731
    assert (one("overdue_backlog")["value"], one("case_backlog")["value"]) == (0, 30)
    share = one("cases_without_deadline_share", period="2024-01")
    assert (share["numerator"], share["denominator"], share["value"]) == (30, 30, 100)
    for rate in ("on_time_closure_rate", "closure_rate"):
        assert one(rate, period="2024-01")["state"] == "not_applicable", rate
    assert explore(engine, "case_clocks", period="2024-01").filter(due_from="none")["cases"].to_list() == [30]
    assert explore(engine, "case_flow", grain="year")["overdue"].sum() == 0


def test_the_time_between_stages(tmp_path):
    """Five cases, an hour to a day from filing to handling; deliberation was never recorded, dispatch for one alone."""
    hours = [1, 2, 3, 10, 24]
    cases = [{"case_id": str(n), "area_code": A, "reported_at": datetime(2026, 6, 1), "filed_at": datetime(2026, 6, 1, 0, 30),
              "handled_at": datetime(2026, 6, 1, 0, 30) + h * HOUR} for n, h in enumerate(hours)]  # fmt: skip
    cases[0]["dispatched_at"] = datetime(2026, 6, 1, 1)  # half an hour before it was handled
    cases.append(
        {"case_id": "broken", "area_code": A, "reported_at": datetime(2026, 6, 2), "filed_at": datetime(2026, 6, 1)}
    )
    engine = engine_of(tmp_path / "w", {"area": CITY, "case": cases}, date(2026, 6, 30))
    funnel = {row["stage"]: row for row in explore(engine, "stage_funnel", period="2026-06").to_dicts()}
    assert [funnel[s]["position"] for s in STAGES] == list(range(1, 9))
    assert (funnel["reported"]["reached"], funnel["reported"]["median_hours"]) == (6, None)
    assert (funnel["accepted"]["reached"], funnel["accepted"]["median_hours"]) == (6, 0.5), (
        "the broken one has no duration"
    )
    assert (funnel["handled"]["reached"], funnel["handled"]["median_hours"], funnel["handled"]["p90_hours"]) == (
        5,
        3,
        24,
    )
    assert (funnel["assigned"]["reached"], funnel["assigned"]["median_hours"]) == (1, 0.5)
    assert (funnel["deliberated"]["is_recorded"], funnel["deliberated"]["reached"]) == (False, None)


@pytest.mark.parametrize("name", ["closure_rate", "case_volume", "closed_loop_share"])
def test_a_closed_area_counts_for_the_one_that_took_its_place(tmp_path, name):
    today = [row | ({"predecessor_code": "131102001801"} if row["area_code"] == A else {}) for row in CITY]
    cases = [
        {
            "case_id": "1",
            "area_code": "131102001801",
            "reported_at": datetime(2026, 6, 1),
            "closed_at": datetime(2026, 6, 2),
        }
    ]
    engine = engine_of(tmp_path / "w", {"area": today, "case": cases}, date(2026, 6, 30))
    answer = value(engine, Question(name, area=A)).row(0, named=True)
    assert (answer["denominator"] if name != "case_volume" else answer["value"]) == 1
