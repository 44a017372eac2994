"""Peers: the features come out of rows that a hand can check, the distances out of a calculation by hand."""

from __future__ import annotations

from datetime import date
from math import log, sqrt

import polars as pl
import pytest

from biaochi.errors import UnknownName
from biaochi.measures import explore
from biaochi.measures.peers import FEATURES, features, offered, peers, usual_weights
from tests.warehouses import CITY, A, B, C, D, engine_of

AS_OF = date(2026, 9, 30)


def frame(**columns: list[float | None]) -> pl.DataFrame:
    """Areas a, b, c … with the features named; the others are not known."""
    height = len(next(iter(columns.values())))
    codes = [chr(ord("a") + at) for at in range(height)]
    known = {name: columns.get(name, [None] * height) for name in FEATURES}
    schema = {"area_code": pl.String, "area_name": pl.String, **dict.fromkeys(FEATURES, pl.Float64)}
    return pl.DataFrame({"area_code": codes, "area_name": [code.upper() for code in codes], **known}, schema=schema)


def test_distance_by_hand():
    """Two features. Shares 0, 50, 100: mean 50, deviation √(5000/3) = 40.82. Floating 10, 20, 60: mean 30, deviation
    √(1400/3) = 21.60. From a to b: 50/40.82 = 1.2247 and 10/21.60 = 0.4629, mean square 0.8571, root 0.9258."""
    found = peers(frame(urban_share=[0, 50, 100], floating_share=[10, 20, 60]), "a", {"urban_share": 1, "floating_share": 1}, 2)
    assert found["area_code"].to_list() == ["b", "c"]
    shares, floats = sqrt(5000 / 3), sqrt(1400 / 3)
    expected = [sqrt(((x / shares) ** 2 + (y / floats) ** 2) / 2) for x, y in ((50, 10), (100, 50))]
    assert found["distance"].to_list() == pytest.approx(expected)
    assert found["distance"][0] == pytest.approx(0.9258, abs=1e-4)
    assert found["urban_share__difference"].to_list() == [50, 100]
    assert found["urban_share__z"].to_list() == pytest.approx([50 / shares, 100 / shares])


def test_weights_decide_who_is_a_peer():
    areas = frame(urban_share=[0, 0, 100], floating_share=[10, 60, 11])
    assert peers(areas, "a", {"urban_share": 3, "floating_share": 0}, 1)["area_code"].to_list() == ["b"]
    assert peers(areas, "a", {"urban_share": 0, "floating_share": 3}, 1)["area_code"].to_list() == ["c"]


def test_only_the_proportions_of_weights_matter():
    areas = frame(urban_share=[0, 20, 70, 100], floating_share=[10, 60, 11, 30])
    once, thrice = (peers(areas, "b", {"urban_share": w, "floating_share": 2 * w}, 3) for w in (1, 1.5))
    assert once["area_code"].to_list() == thrice["area_code"].to_list()
    assert once["distance"].to_list() == pytest.approx(thrice["distance"].to_list())


def test_a_size_is_compared_by_its_factor():
    """1,000 is as far from 2,000 as 10,000 from 20,000, so 20,000 is nearer to 10,000 than 1,000 is."""
    found = peers(frame(households=[1000, 2000, 10_000, 20_000]), "c", {"households": 1}, 3)
    assert found["area_code"].to_list() == ["d", "b", "a"]
    assert found["distance"][0] / found["distance"][1] == pytest.approx(log(2) / log(5))
    assert found["households__difference"].to_list() == [10_000, -8000, -9000]


def test_scale_and_order_change_nothing():
    areas = frame(urban_share=[0, 20, 70, 100], density=[900, 4000, 2500, 8000], floating_share=[10, 60, 11, 30])
    weights = {"urban_share": 1, "density": 2, "floating_share": 1}
    plain = peers(areas, "b", weights, 3)
    scaled = peers(areas.with_columns(pl.col("density") * 1000, pl.col("floating_share") / 100), "b", weights, 3)
    turned = peers(areas.reverse(), "b", weights, 3)
    for other in (scaled, turned):
        assert other["area_code"].to_list() == plain["area_code"].to_list()
        assert other["distance"].to_list() == pytest.approx(plain["distance"].to_list())


def test_a_feature_not_known_is_left_out():
    """b states no floating population: it is compared by the type alone, and that weighs for both."""
    found = peers(frame(urban_share=[0, 50, 100], floating_share=[10, None, 60]), "a", {"urban_share": 1, "floating_share": 1}, 2)
    row = found.filter(area_code="b").row(0, named=True)
    assert row["distance"] == pytest.approx(abs(row["urban_share__z"]))
    assert row["floating_share"] is None and row["floating_share__z"] is None and row["floating_share__difference"] is None


def test_the_distance_is_the_mean_square_of_the_differences_shown():
    areas = frame(urban_share=[0, 20, 70, 100], density=[900, 4000, 2500, 8000], floating_share=[10, 60, 11, 30])
    weights = {"urban_share": 1, "density": 2, "floating_share": 0.5}
    for row in peers(areas, "d", weights, 3).to_dicts():
        squares = sum(weight * row[f"{name}__z"] ** 2 for name, weight in weights.items())
        assert row["distance"] == pytest.approx(sqrt(squares / sum(weights.values())))


def test_nothing_weighs_nothing_is_near():
    assert peers(frame(urban_share=[0, 50, 100]), "a", {"urban_share": 0}, 2).is_empty()
    assert peers(frame(urban_share=[0, 0, 0]), "a", {"urban_share": 1}, 2).is_empty(), "no two areas differ"


def test_what_cannot_be_asked():
    with pytest.raises(UnknownName):
        peers(frame(urban_share=[0, 50]), "z", {"urban_share": 1}, 2)
    with pytest.raises(UnknownName):
        peers(frame(urban_share=[0, 50]), "a", {"cases_per_1000_households": 1}, 2)


def test_outcomes_are_no_features():
    assert not [name for name in FEATURES if "case" in name or "rate" in name or "premises" in name]


def test_offered_and_usual_weights():
    areas = frame(urban_share=[0, 100], households=[10, 20], communities=[1, 2], floating_share=[None, 5])
    assert offered(areas) == ["urban_share", "households", "communities"]
    assert usual_weights(areas) == {"urban_share": 1, "households": 1, "communities": 0}
    unknown = frame(urban_share=[0, 100], communities=[1, 2])
    assert usual_weights(unknown) == {"urban_share": 1, "communities": 1}, "the size where households are not known"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory):
    """甲 states everything, 乙 no land and no floating, 丙 only households, 丁 a floating population that does not fit."""
    told = [
        {
            "area_code": A,
            "households_total": 1000,
            "population_resident": 3000,
            "population_total": 4000,
            "population_floating": 1000,
            "land_area_km2": 2.0,
        },
        {"area_code": B, "households_total": 3000, "population_resident": 6000, "population_total": 6000},
        {"area_code": C, "households_total": 500},
        {"area_code": D, "households_total": 100, "population_total": 300, "population_floating": 400},
    ]
    rows = [{"period": AS_OF, "report_status": "submitted", **row} for row in told]
    earlier = {"area_code": A, "period": date(2025, 9, 30), "households_total": 1, "land_area_km2": 99.0, "report_status": "submitted"}
    return engine_of(tmp_path_factory.mktemp("peers") / "w", {"area": CITY, "community": [earlier, *rows]}, AS_OF)


def test_features_of_districts_by_hand(engine):
    rows = explore(engine, "area_features", area="131100", period="2026Q3")
    one, other = features(rows, "county").to_dicts()
    assert (one["area_code"], other["area_code"]) == ("131102", "131103")
    assert (one["urban_share"], other["urban_share"]) == (100.0, 0.0)
    assert (one["households"], other["households"]) == (4000, 600)
    assert (one["households_per_community"], other["households_per_community"]) == (2000, 300)
    assert one["density"] == 1500, "3,000 residents on 2 km²; who states no land is in neither"
    assert one["floating_share"] == 25.0, "1,000 of 4,000; the other community tells none apart"
    assert other["density"] is None and other["floating_share"] is None, "more floating than in all is no share"


def test_features_of_communities_by_hand(engine):
    rows = explore(engine, "area_features", area="131100", period="2026Q3")
    found = {row["area_code"]: row for row in features(rows, "community").to_dicts()}
    assert set(found) == {A, B, C, D}
    assert found[A]["households"] == 1000 and found[A]["households_per_community"] is None
    assert offered(features(rows, "community")) == ["urban_share", "households"]


def test_features_are_of_the_period(engine):
    """At the end of 2025 only one community had reported, with other land and households."""
    rows = explore(engine, "area_features", area="131100", period="2025Q4")
    one = features(rows, "county").row(0, named=True)
    assert (one["households"], one["density"], one["households_per_community"]) == (1, None, 1)


def test_peers_of_the_demo_are_alike(demo_warehouse):
    """A county of town communities: its peers are others of the kind, and never the main urban area of the city."""
    from biaochi.engine import open_engine

    rows = explore(open_engine(demo_warehouse), "area_features", area="131100", period="2026Q3")
    counties = features(rows, "county")
    found = peers(counties, "131121", usual_weights(counties), 5)
    assert found["area_code"].n_unique() == 5 and "131102" not in found["area_code"]
    assert found["distance"].is_sorted()
    by_type = peers(counties, "131121", {"urban_share": 3, "households": 1}, 5)
    assert (by_type["urban_share"] == 0).all()
