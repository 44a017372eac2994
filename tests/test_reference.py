"""The reference files: complete, canonical, small, quick."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from biaochi import reference
from biaochi.config import REFERENCE


def test_divisions_form_one_tree():
    frame = reference.divisions()
    assert frame.columns == ["area_code", "area_name", "level", "parent_code"]
    assert frame["area_code"].n_unique() == frame.height
    assert dict(frame.group_by("level").len().iter_rows())["province"] == 31
    known = set(frame["area_code"])
    for code, level, parent in frame.select("area_code", "level", "parent_code").iter_rows():
        assert (parent is None) == (level == "province")
        assert parent == reference.parent_of(code) and (parent is None or parent in known)


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("131102004001", ["中华大街街道", "桃城区", "衡水市", "河北省"]),
        ("131171400901", ["高新技术产业开发区", "河北衡水高新技术产业开发区", "衡水市", "河北省"]),
        ("131100", ["河北省"]),
        ("130000", []),
        ("Ward 5", []),
        ("441900003", ["东莞市", "广东省"]),
    ],
)
def test_ancestors_nearest_first(code, above):
    assert [a["area_name"] for a in reference.ancestors(code)] == above


def test_two_districts_share_a_name_but_not_a_code():
    same = reference.divisions().filter(pl.col("area_name") == "桥西区", pl.col("level") == "county")
    assert {"130104", "130703"} <= set(same["area_code"])


def test_county_boundaries_are_features_in_wgs84():
    features = reference.county_boundaries(["131182", "131102", "131171"])
    assert [f["properties"]["area_code"] for f in features] == ["131102", "131182"]  # 高新区 has no polygon
    for feature in features:
        assert feature["type"] == "Feature" and feature["properties"]["city_code"] == "131100"
        ring = feature["geometry"]["coordinates"][0]
        assert ring[0] == ring[-1] and all(114 < x < 117 and 36 < y < 39 for x, y in ring)
    features[0]["properties"]["area_name"] = "changed"
    assert reference.county_boundaries(["131102"])[0]["properties"]["area_name"] == "桃城区"


def test_every_polygon_of_the_mainland_list_is_known():
    codes = pl.scan_parquet(REFERENCE / "county_boundaries.parquet").select("area_code").collect()["area_code"]
    assert codes.n_unique() == len(codes) == 2891


def test_reference_stays_small():
    assert sum(path.stat().st_size for path in REFERENCE.iterdir()) < 3_000_000


def test_holidays_and_make_up_days():
    frame = reference.holidays()
    assert set(frame["kind"]) == {"holiday", "workday"} and frame["date"].n_unique() == frame.height
    kinds = dict(frame.select("date", "kind").iter_rows())
    assert kinds[date(2026, 2, 14)] == "workday" and kinds[date(2026, 2, 17)] == "holiday"
    assert all(day.weekday() >= 5 for day, kind in kinds.items() if kind == "workday")
    assert {day.year for day in kinds} == set(range(2013, 2027))
    # 2020: the Spring Festival was prolonged to 2 February; 2015: a day off that there was only once.
    assert kinds[date(2020, 1, 31)] == "holiday" and date(2020, 2, 3) not in kinds
    assert kinds[date(2015, 9, 4)] == "holiday" and kinds[date(2015, 9, 6)] == "workday"
