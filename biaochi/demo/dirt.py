"""The bad rows of the demo. Each is an extra row with a key of its own, so that no good row is lost with it.

``planted(table)`` says how many of each kind stand in every file of a table; a writer asks ``spoil`` for the row of a
kind and gets a good row with one fault in it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from biaochi.demo.recipe import recipe

UNKNOWN_CODE = "131199001901"  # no such county
E_NOTATION = "1.31102E+11"  # what Excel makes of a 12-digit code; the last digits are gone
ODD_DAY = date(2024, 1, 15)  # never a survey date, so the row's key is free

Row = dict[str, Any]

_FAULTS: dict[str, dict[str, Callable[[Row], Row]]] = {
    "area": {
        "missing_code": lambda r: r | {"area_code": None, "area_name": "无代码社区"},
        "e_notation": lambda r: r | {"area_code": E_NOTATION, "area_name": "代码损坏社区"},
        "longitude_999": lambda r: (
            r | {"area_code": r["area_code"][:9] + "999", "area_name": "坐标有误社区", "lon": 999.0}
        ),
    },
    "community": {
        "households_in_words": lambda r: r | {"period": ODD_DAY, "households_total": "1200多"},
        "unknown_code": lambda r: r | {"area_code": UNKNOWN_CODE, "area_name": "不存在社区"},
        "residents_above_total": lambda r: r | {"period": ODD_DAY, "households_resident": r["households_total"] + 500},
        "missing_code": lambda r: r | {"area_code": None, "area_name": None},
    },
    "facility": {
        "area_in_words": lambda r: r | {"facility_id": r["facility_id"][:-1] + "91", "floor_area_m2": "约300"},
        "unknown_code": lambda r: (
            r
            | {
                "facility_id": f"YF{UNKNOWN_CODE}-1",
                "area_code": UNKNOWN_CODE,
                "area_name": "不存在社区",
                "floor_area_m2": 320.0,
            }
        ),
        "activity_above_floor": lambda r: (
            r | {"facility_id": r["facility_id"][:-1] + "92", "floor_area_m2": 260.0, "activity_area_m2": 410.0}
        ),
    },
    "funding": {
        "amount_in_words": lambda r: r | {"source_kind": "党费", "budget_wan": "约20"},
        "unknown_code": lambda r: r | {"area_code": UNKNOWN_CODE, "area_name": "不存在社区"},
        "negative_budget": lambda r: r | {"source_kind": "以奖代补", "budget_wan": -12.5},
    },
    "case": {
        "missing_id": lambda r: r | {"case_id": None},
        "unknown_code": lambda r: (
            r | {"case_id": r["case_id"] + "-A", "area_code": UNKNOWN_CODE, "area_name": "不存在社区"}
        ),
        "reported_2099": lambda r: r | {"case_id": r["case_id"] + "-B", "reported_at": "2099-12-31 00:00:00"},
        "reported_in_words": lambda r: r | {"case_id": r["case_id"] + "-C", "reported_at": "待补"},
        "e_notation": lambda r: r | {"case_id": r["case_id"] + "-D", "area_code": E_NOTATION, "area_name": None},
    },
    "volunteer_stat": {
        "active_above_registered": lambda r: r | {"period": ODD_DAY, "active": str(int(r["registered"]) + 90)},
        "unknown_code": lambda r: r | {"area_code": UNKNOWN_CODE, "area_name": "不存在社区"},
        "registered_in_words": lambda r: r | {"period": ODD_DAY, "registered": "100余"},
    },
    "volunteer_team": {
        "members_in_words": lambda r: r | {"team_id": r["team_id"][:-2] + "91", "members": "20余"},
        "founded_in_words": lambda r: r | {"team_id": r["team_id"][:-2] + "92", "founded": "待补"},
        "unknown_code": lambda r: (
            r | {"team_id": f"ZY{UNKNOWN_CODE}-01", "area_code": UNKNOWN_CODE, "area_name": "不存在社区"}
        ),
    },
    "grid": {
        "missing_code": lambda r: r | {"grid_id": r["grid_id"][:-2] + "92", "area_code": None, "area_name": None},
        "households_in_words": lambda r: r | {"grid_id": r["grid_id"][:-2] + "91", "households": "约200"},
        "unknown_code": lambda r: (
            r | {"grid_id": f"WG{UNKNOWN_CODE}-01", "area_code": UNKNOWN_CODE, "area_name": "不存在社区"}
        ),
    },
    "staff": {
        "certified_above_total": lambda r: r | {"period": ODD_DAY, "certified": r["staff_total"] + 5},
        "unknown_code": lambda r: r | {"area_code": UNKNOWN_CODE, "area_name": "不存在社区"},
    },
}


def planted(table: str) -> dict[str, int]:
    """How many bad rows of each kind stand in every file of ``table``."""
    return dict(recipe()["planted"].get(table, {}))


def bad_rows(table: str, models: list[Row]) -> list[Row]:
    """The bad rows for one file: each spoils a good row of ``models`` (taken in turn, the list may be short)."""
    rows = []
    for fault, number in planted(table).items():
        for _ in range(number):
            model = models[(len(rows) * 7) % len(models)]
            rows.append(_FAULTS[table][fault](dict(model)))
    return rows


def mingle(good: list[Row], bad: list[Row]) -> list[Row]:
    """``bad`` spread evenly through ``good``, as they stand in a real file."""
    rows = list(good)
    for i, row in enumerate(bad, start=1):
        rows.insert(len(good) * i // (len(bad) + 1) + i - 1, row)
    return rows
