"""The demo city keeps the published totals (domain A.7) and looks like a city."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from biaochi.demo import DEMO_AS_OF, stocks
from biaochi.demo.cases import cases
from biaochi.demo.city import communities, inside, silent_communities
from biaochi.demo.recipe import recipe
from biaochi.reference import county_boundaries, name_of


def in_use(period=DEMO_AS_OF) -> pl.DataFrame:
    """Floor area that counts, by community, latest state of every premises at ``period``."""
    latest = stocks.premises().filter(pl.col("period") <= period).sort("period").group_by("facility_id").last()
    counting = latest.filter(pl.col("status") == "在用", pl.col("facility_kind") != "室外活动场地")
    area = counting.group_by("area_code").agg(pl.sum("floor_area_m2"))
    return communities().join(area, on="area_code", how="left")


def test_120_communities_in_12_counties():
    places = communities()
    assert places.height == places["area_code"].n_unique() == places["area_name"].n_unique() == 120
    assert places["county_code"].n_unique() == 12
    assert places.filter(pl.col("town_name").str.ends_with("街道"))["town_code"].n_unique() == 4


def test_towns_are_real_and_communities_are_not():
    places = communities()
    for code, name in places.select("town_code", "town_name").unique().iter_rows():
        assert name_of(code) == name
    assert all(name_of(code) is None for code in places["area_code"])
    assert places["area_code"].str.slice(9).cast(pl.Int64).min() == 901


def test_main_urban_premises_bands():
    area = in_use().filter(pl.col("county_code") == "131102")["floor_area_m2"]
    assert (area >= 500).sum() == 13
    assert ((area >= 300) & (area < 500)).sum() == 29
    assert area.null_count() == 0 and (area < 300).sum() == len(area) - 42


def test_city_is_slightly_under_thirty_and_counties_differ():
    households = dict(zip(communities()["area_code"], stocks.latest_households(), strict=True))
    frame = in_use().with_columns(households=pl.col("area_code").replace_strict(households, return_dtype=pl.Int64))
    ratio = pl.sum("floor_area_m2") / pl.sum("households") * 100
    assert 28 <= frame.select(ratio).item() < 30
    by_county = frame.group_by("county_code").agg(ratio.alias("ratio"))["ratio"]
    assert (by_county >= 30).sum() >= 4 and (by_county < 30).sum() >= 4
    assert (frame["floor_area_m2"] > 1000).sum() >= 4


def test_premises_grow_over_at_least_six_surveys():
    periods = stocks.premises()["period"].unique().sort()
    assert len(periods) >= 6
    totals = [in_use(p)["floor_area_m2"].sum() for p in periods]
    assert totals == sorted(totals) and totals[-1] > totals[0] * 1.05


def test_two_communities_are_silent_in_the_last_quarter():
    for frame in (stocks.community_series(), stocks.premises(), stocks.volunteer_series()):
        last = set(frame.filter(pl.col("period") == DEMO_AS_OF)["area_code"])
        assert set(communities()["area_code"]) - last == set(silent_communities())
    assert len(silent_communities()) == 2


def test_points_lie_inside_their_county():
    for feature in county_boundaries(communities()["county_code"].unique().to_list()):
        here = communities().filter(pl.col("county_code") == feature["properties"]["area_code"])
        assert inside(feature["geometry"], here["lon"].to_numpy(), here["lat"].to_numpy()).all()
    zone = communities().filter(pl.col("county_code") == "131171")
    seat = communities().filter(pl.col("county_code") == "131102").select(pl.mean("lon", "lat")).row(0)
    assert (zone["lon"] - seat[0]).abs().max() < 0.2 and (zone["lat"] - seat[1]).abs().max() < 0.2


def test_inside_knows_holes_and_islands():
    square = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
    hole = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    far = [[[10, 10], [11, 10], [11, 11], [10, 11], [10, 10]]]
    shape = {"type": "MultiPolygon", "coordinates": [[square, hole], far]}
    lon, lat = np.array([3.0, 1.5, 10.5, 5.0]), np.array([3.0, 1.5, 10.5, 5.0])
    assert inside(shape, lon, lat).tolist() == [True, False, True, False]


def test_households_and_population_add_up():
    frame = stocks.community_series()
    assert (frame["households_resident"] + frame["households_floating"] == frame["households_total"]).all()
    assert (frame["population_resident"] + frame["population_floating"] == frame["population_total"]).all()
    grids = stocks.grids().group_by("area_code").agg(pl.sum("households"))
    latest = dict(zip(communities()["area_code"], stocks.latest_households(), strict=True))
    assert all(latest[code] == households for code, households in grids.iter_rows())
    assert stocks.grids()["households"].mean() == pytest.approx(200, rel=0.1)


def test_three_out_of_four_reach_the_fund_floors():
    settings = recipe()["funding"]
    floors = {"工作经费": settings["work_floor"], "服务群众专项经费": settings["service_floor"]}
    budget = (
        stocks.funding().filter(pl.col("year") == 2026).group_by("area_code", "fund_kind").agg(pl.sum("budget_wan"))
    )
    types = dict(communities().select("area_code", "community_type").iter_rows())
    met = [round(total, 2) >= floors[kind][types[code]] for code, kind, total in budget.iter_rows()]
    assert len(met) == 240 and 0.68 <= sum(met) / len(met) <= 0.84


def test_volunteer_shares_and_teams():
    latest = stocks.volunteer_series().sort("period").group_by("area_code").last()
    people = (
        stocks.community_series().sort("period").group_by("area_code").last().select("area_code", "population_resident")
    )
    joined = latest.join(people, on="area_code").join(communities().select("area_code", "county_code"), on="area_code")
    share = joined.group_by("county_code").agg(s=pl.sum("registered") / pl.sum("population_resident"))["s"]
    assert share.min() > 0.07 and share.max() < 0.15 and share.max() - share.min() > 0.03
    assert latest["teams"].min() >= 3 and latest["teams"].max() <= 8
    counted = stocks.volunteer_teams().group_by("area_code").len()
    assert dict(counted.iter_rows()) == dict(latest.select("area_code", "teams").iter_rows())


def test_cases_cover_three_years_in_order():
    frame = cases()
    assert frame.height >= 250_000 and frame["case_id"].n_unique() == frame.height
    assert str(frame["reported_at"].min())[:10] == "2023-10-01" and str(frame["reported_at"].max())[:10] == "2026-09-30"
    assert frame.filter(pl.col("closed_at") < pl.col("reported_at")).is_empty()
    assert frame.filter(pl.col("filed_at") < pl.col("reported_at")).is_empty()
    assert frame.filter(pl.col("closed_at").dt.date() > DEMO_AS_OF).is_empty()
    assert 500 < frame.filter(pl.col("status") == "办理中").height < 5_000


def _on_time(frame: pl.DataFrame) -> float:
    due = frame.filter(pl.col("filed_at").is_not_null(), pl.col("deferred") == "否").filter(
        pl.col("closed_at").is_not_null() | (pl.col("due_at").dt.date() <= DEMO_AS_OF)
    )
    return due.select((pl.col("closed_at") <= pl.col("due_at")).fill_null(False).mean()).item()


def test_on_time_rate_is_plausible_and_what_should_get_worse_does():
    assert 0.88 <= _on_time(cases()) <= 0.93
    for worse in recipe()["worsening"]:
        rows = cases().filter(
            pl.col("category_l1") == worse["category"], pl.col("area_code").str.starts_with(worse["county"])
        )
        before = rows.filter(pl.col("reported_at").dt.year() < 2026)
        lately = rows.filter(pl.col("reported_at") >= pl.datetime(2026, 4, 1))
        assert _on_time(lately) < _on_time(before) - 0.10


def test_heating_is_a_matter_of_winter():
    heating = cases().filter(pl.col("category_l1") == "供热").group_by(m=pl.col("reported_at").dt.month()).len()
    by_month = dict(heating.iter_rows())
    assert by_month[1] > 10 * by_month[7]


def test_one_county_falls_below_the_standard_by_two_categories():
    rows = cases().filter(pl.col("area_code").str.starts_with("131125"), pl.col("reported_at") >= pl.datetime(2025, 7, 1))
    quarters = [_on_time(quarter) for _, quarter in rows.group_by_dynamic("reported_at", every="1q")]
    assert len(quarters) == 5 and quarters == sorted(quarters, reverse=True) and quarters[-1] < 0.70 < quarters[0]
    driving = pl.col("category_l1").is_in([w["category"] for w in recipe()["worsening"] if w["county"] == "131125"])
    assert _on_time(rows.filter(~driving)) > 0.90


def _of_story(name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The cases of the story's county and those of all others, since it began."""
    story = recipe()["stories"][name]
    since = cases().filter(pl.col("reported_at") >= pl.lit(story["since"]))
    here = pl.col("area_code").str.starts_with(story["county"])
    return since.filter(here), since.filter(~here)


@pytest.mark.parametrize(
    "name, is_so, among, factor",
    [
        ("at_once", pl.col("closed_at") <= pl.col("reported_at").dt.offset_by("5m"), pl.col("closed_at").is_not_null(), 9),
        ("month_end", pl.col("closed_at").dt.day() >= pl.col("closed_at").dt.month_end().dt.day() - 1,
         pl.col("closed_at").is_not_null(), 1.7),
        ("deferred", pl.col("deferred") == "是", pl.col("void") == "否", 5),
        ("dissatisfied", pl.col("satisfaction").is_in(["不满意", "非常不满意"]), pl.col("solved") == "是", 3),
        ("reopened", pl.col("reopened_at").is_not_null(), pl.col("closed_at").is_not_null(), 2.5),
    ],
)  # fmt: skip
def test_each_story_shows_in_its_county_and_nowhere_else(name, is_so, among, factor):
    here, elsewhere = (rows.filter(among).select(is_so.mean()).item() for rows in _of_story(name))
    assert here > factor * elsewhere and here > 0.03


def test_a_case_is_opened_again_between_its_first_and_its_last_closing():
    again = cases().filter(pl.col("reopened_at").is_not_null())
    assert again.height > 1_000
    clocks = ["reported_at", "filed_at", "first_closed_at", "reopened_at", "closed_at"]
    assert all((again[a] <= again[b]).all() for a, b in zip(clocks, clocks[1:], strict=False))
    assert cases().filter(pl.col("reopened_at").is_null() & pl.col("first_closed_at").is_not_null()).is_empty()


def test_floor_areas_are_round_in_one_county():
    rounded = recipe()["stories"]["rounded"]
    rows = in_use()
    here = rows.filter(pl.col("county_code") == rounded["county"])["floor_area_m2"]
    assert len(here) == 11 and (here % rounded["to"] == 0).all()
    assert (rows.filter(pl.col("county_code") != rounded["county"])["floor_area_m2"] % 5 == 0).mean() < 0.1
