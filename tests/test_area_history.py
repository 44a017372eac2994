"""Where today's areas come from: renamed, merged, converted from villages, through several reforms."""

from __future__ import annotations

from datetime import date

import pytest

from biaochi.measures import explore
from tests.warehouses import engine_of

AREAS = [
    {"area_code": "610600", "area_name": "延安市", "level": "city"},
    {"area_code": "610603", "area_name": "安塞区", "level": "county", "parent_code": "610600", "predecessor_code": "610624",
     "valid_from": date(2016, 6, 1)},
    {"area_code": "610624", "area_name": "安塞县", "level": "county", "parent_code": "610600"},
    {"area_code": "610603001", "area_name": "某街道", "level": "town", "parent_code": "610603"},
    {"area_code": "610603001001", "area_name": "甲社区", "level": "community", "parent_code": "610603001",
     "predecessor_code": "610603001201;610603001202", "valid_from": date(2003, 4, 1)},
    {"area_code": "610603001201", "area_name": "东村", "level": "community", "parent_code": "610603001",
     "valid_from": date(1990, 1, 1), "valid_to": date(2003, 3, 31)},
    {"area_code": "610603001202", "area_name": "西村", "level": "community", "parent_code": "610603001",
     "predecessor_code": "610603001203", "valid_to": date(2003, 3, 31)},
    {"area_code": "610603001002", "area_name": "乙社区", "level": "community", "parent_code": "610603001"},
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return engine_of(tmp_path_factory.mktemp("history") / "w", {"area": AREAS}, date(2026, 9, 30))


def test_a_community_tells_what_it_was_made_of(engine):
    rows = explore(engine, "area_history", area="610603001001")
    assert rows.select("predecessor_code", "predecessor_name", "valid_from", "valid_to").rows() == [
        ("610603001201", "东村", date(1990, 1, 1), date(2003, 3, 31)),
        ("610603001202", "西村", None, date(2003, 3, 31)),
        ("610603001203", None, None, None),  # named by 西村 alone, and nobody listed it
    ]


def test_an_area_above_lists_its_own_and_those_below(engine):
    rows = explore(engine, "area_history", area="610603")
    assert rows["area_code"].unique().sort().to_list() == ["610603", "610603001001"]
    assert rows.row(0, named=True) == {
        "area_code": "610603", "area_name": "安塞区", "predecessor_code": "610624", "predecessor_name": "安塞县",
        "valid_from": None, "valid_to": date(2016, 6, 1),
    }  # fmt: skip


def test_an_area_that_was_always_there_has_no_history(engine):
    assert explore(engine, "area_history", area="610603001002").is_empty()
