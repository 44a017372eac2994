"""The bulletin of 天门, December 2016, written as an export and imported: the rates it prints must come out.

Received 1054; filed 996 (953 by patrol, 43 by WeChat; 971 events, 25 components); due to close 972 (956 + 16); closed 911
(902 + 9); on time 737. Printed: closure 93.72 %, on-time closure 75.82 %, event closure 94.35 %, component closure 56.25 %.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from biaochi.engine import open_engine
from biaochi.ingest import import_files
from biaochi.measures import Question, value
from biaochi.warehouse import Warehouse

HEADER = "案件编号,案件来源,大类,区划代码,上报时间,立案时间,处置截止时间,结案时间,来电人,主要内容"


def _export(path: Path) -> Path:
    """On time 737, late 174, overdue and open 61, open and not due 24, not filed 58."""
    lines = ["天门市数字城管案件明细表", "统计时间：2016年12月31日", HEADER]
    kinds = {"事件": iter(range(971)), "部件": iter(range(25))}
    plan = [("事件", 902 - 174 + 9 - 9, "on_time"), ("部件", 9, "on_time"), ("事件", 174, "late"), ("事件", 956 - 902, "overdue"),
            ("部件", 16 - 9, "overdue"), ("事件", 971 - 956, "open"), ("部件", 25 - 16, "open")]  # fmt: skip
    ends = {
        "on_time": ("2016-12-20 12:00:00", "2016-12-12 09:00:00"),
        "late": ("2016-12-20 12:00:00", "2016-12-21 09:00:00"),
        "overdue": ("2016-12-20 12:00:00", "2017-01-05 09:00:00"),
        "open": ("2017-01-10 12:00:00", ""),
    }
    number = 0
    for kind, count, end in plan:
        for _ in range(count):
            number += 1
            next(kinds[kind])
            due, closed = ends[end]
            channel = "微信" if number <= 43 else "监督员"
            lines.append(f"TM{number:05d},{channel},{kind},429006000000,2016-12-10 08:30:00,2016-12-10 09:00:00,{due},{closed},张某,无")
    for _ in range(58):
        number += 1
        lines.append(f"TM{number:05d},监督员,事件,429006000000,2016-12-10 08:30:00,,,,张某,无")
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("tianmen")
    (account,) = import_files([_export(folder / "天门2016年12月.csv")], warehouse=Warehouse(folder / "w"), as_of=date(2017, 1, 31))
    assert (account.table, account.read, account.accepted, account.quarantined) == ("case", 1054, 1054, 0)
    return open_engine(folder / "w")


@pytest.mark.parametrize(
    ("indicator", "numerator", "denominator", "printed"),
    [("closure_rate", 911, 972, 93.72), ("on_time_closure_rate", 737, 972, 75.82)],
)
def test_the_rates_of_the_bulletin(engine, indicator, numerator, denominator, printed):
    row = value(engine, Question(indicator, area="429006", period="2016-12")).row(0, named=True)
    assert (row["numerator"], row["denominator"], round(row["value"], 2)) == (numerator, denominator, printed)
    assert (row["area_name"], row["state"]) == ("天门市", "ok")


def test_events_and_components_apart(engine):
    rows = {r["category"]: r for r in value(engine, Question("closure_rate", period="2016-12", by=("category",))).to_dicts()}
    assert round(rows["事件"]["value"], 2) == 94.35
    assert rows["部件"]["value"] == 56.25 and rows["部件"]["state"] == "too_few"


def test_as_it_stands_a_month_later(engine):
    """At the end of January the 61 have been closed late and the 24 are overdue: 972 of 996."""
    row = value(engine, Question("closure_rate", period="2016-12", cutoff="as-of")).row(0, named=True)
    assert (row["numerator"], row["denominator"]) == (972, 996)

