"""Rows behind a page and the figures above them come from different statements: on the demo they must agree."""

from __future__ import annotations

import pytest

from biaochi.config import QUERIES
from biaochi.engine import open_engine
from biaochi.measures import Question, explore, value

PROFILE = "hengshui_2018"


@pytest.fixture(scope="module")
def engine(demo_warehouse):
    return open_engine(demo_warehouse)


def _one(engine, indicator, **question):
    return value(engine, Question(indicator, profile=PROFILE, period="2026Q3", **question)).row(0, named=True)


def _explored(engine, name, **options):
    return explore(engine, name, **({"period": "2026Q3", "profile": PROFILE} | options))


@pytest.mark.parametrize("area", [None, "131102", "131171"])
@pytest.mark.parametrize("basis", ["resident", "total"])
def test_premises(engine, area, basis):
    rows = _explored(engine, "premises", area=area, household_basis=basis)
    asked = {"area": area, "household_basis": basis}
    share = _one(engine, "area_standard_share", **asked)
    assert (rows["meets_ratio"].sum(), rows["meets_ratio"].count()) == (share["numerator"], share["denominator"])
    assert rows["gap_m2"].sum() == pytest.approx(_one(engine, "area_gap_m2", **asked)["value"])
    per_100 = _one(engine, "area_per_100_households", **asked)
    known = rows.drop_nulls(["households", "floor_area_m2"])
    assert 100 * known["floor_area_m2"].sum() / known["households"].sum() == pytest.approx(per_100["value"])
    assert rows.height == per_100["areas"] + per_100["areas_missing"]
    assert rows["meets_floor"].sum() == _one(engine, "facility_floor_500_share", area=area)["numerator"]
    assert (rows["required_m2"] >= 500).all()


def test_the_published_totals_of_the_main_urban_area(engine):
    areas = _explored(engine, "premises", area="131102")["floor_area_m2"]
    assert (areas >= 500).sum() == 13
    assert areas.is_between(300, 500, closed="left").sum() == 29


@pytest.mark.parametrize("area", [None, "131103"])
def test_volunteers(engine, area):
    rows = _explored(engine, "volunteers", area=area)
    coverage = _one(engine, "volunteer_coverage", area=area)
    assert (rows["covered"].sum(), rows["covered"].count()) == (coverage["numerator"], coverage["denominator"])
    share = _one(engine, "volunteer_share", area=area)
    assert 100 * rows["registered"].sum() / rows["population"].sum() == pytest.approx(share["value"])


@pytest.mark.parametrize("area", [None, "131182"])
def test_funding(engine, area):
    rows = _explored(engine, "funding", area=area)
    for column, indicator in (("meets_work", "work_fund_floor_share"), ("meets_service", "service_fund_floor_share")):
        share = _one(engine, indicator, area=area)
        assert (rows[column].sum(), rows[column].count()) == (share["numerator"], share["denominator"])
    total = _one(engine, "funds_per_household", area=area)
    assert rows["total_yuan"].sum() == pytest.approx(total["numerator"])
    sources = _explored(engine, "funding_sources", area=area).filter(year=2026)
    assert sources["amount_yuan"].sum() == pytest.approx(total["numerator"])


def test_cases(engine):
    flow = _explored(engine, "case_flow", grain="month")
    assert flow["backlog"].to_list()[-1] == _one(engine, "case_backlog")["value"]
    gone = _explored(engine, "case_exclusions").row(0, named=True)
    assert flow["reported"].sum() == gone["filed"] <= gone["reported"]
    closure = _one(engine, "closure_rate")
    assert closure["denominator"] == gone["filed"] - gone["deferred"] - gone["open_not_due"]
    on_time = _one(engine, "on_time_closure_rate")
    assert closure["denominator"] - on_time["denominator"] <= gone["without_deadline"]


def test_every_exploration_runs(engine):
    for path in (QUERIES / "explore").glob("*.sql"):
        assert explore(engine, path.stem, period="2026Q3").width > 1, path.stem
