"""The warehouse: atomic publishing, repair after a killed import, one writer at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from biaochi.engine import build_rollups, open_engine
from biaochi.errors import BiaochiError
from biaochi.measures import Question, value
from biaochi.warehouse import KEPT_SNAPSHOTS, Warehouse, current_snapshot
from tests.warehouses import CITY, A, engine_of, frame, publish

AS_OF = date(2026, 9, 30)
CASES = [{"case_id": str(i), "area_code": A, "reported_at": "2026-06-01", "closed_at": "2026-06-03"} for i in range(30)]


def _backlog(path: Path) -> float:
    return value(open_engine(path), Question("case_backlog")).row(0, named=True)["value"]


def test_a_row_exported_again_replaces_its_earlier_version(tmp_path):
    engine_of(tmp_path, {"area": CITY, "case": CASES}, AS_OF)
    warehouse = Warehouse(tmp_path)
    with warehouse.publishing(build_rollups) as publication:
        again = frame("case", [CASES[0] | {"closed_at": None}, CASES[1] | {"case_id": "new", "closed_at": None}], AS_OF)
        assert publication.merge("case", again) == 1
    assert warehouse.current().rows["case"] == 31
    assert _backlog(tmp_path) == 2


def test_an_exception_publishes_nothing(tmp_path):
    publish(tmp_path, {"area": CITY, "case": CASES}, AS_OF)
    before = current_snapshot(tmp_path)
    warehouse = Warehouse(tmp_path)
    with pytest.raises(RuntimeError), warehouse.publishing(build_rollups) as publication:
        publication.merge("case", frame("case", [CASES[0] | {"case_id": "lost"}], AS_OF))
        raise RuntimeError("stop")
    assert current_snapshot(tmp_path) == before
    assert value(open_engine(tmp_path), Question("closure_rate")).row(0, named=True)["numerator"] == 30
    # The next import starts from what is served: the row of the dead one is gone.
    with warehouse.publishing(build_rollups) as publication:
        publication.merge("case", frame("case", [CASES[0] | {"case_id": "kept"}], AS_OF))
    assert warehouse.current().rows["case"] == 31


KILLED = """
import sys, time
from datetime import date
from pathlib import Path
from biaochi.engine import build_rollups
from biaochi.warehouse import Warehouse
from tests.warehouses import frame, A

with Warehouse(Path(sys.argv[1])).publishing(build_rollups) as publication:
    rows = [{"case_id": f"k{i}", "area_code": A, "reported_at": "2026-06-01"} for i in range(500)]
    for start in range(0, 500, 50):
        publication.merge("case", frame("case", rows[start:start + 50], date(2026, 9, 30)))
        print(start, flush=True)
"""


@pytest.mark.parametrize("after_lines", [1, 4, 9])
def test_a_killed_import_leaves_the_previous_snapshot_served(tmp_path, after_lines):
    publish(tmp_path, {"area": CITY, "case": CASES}, AS_OF)
    before = current_snapshot(tmp_path)
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[1])
    for _ in range(after_lines):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert current_snapshot(tmp_path) == before
    assert value(open_engine(tmp_path), Question("closure_rate")).row(0, named=True)["numerator"] == 30
    publish(tmp_path, {"case": [CASES[0] | {"case_id": "after"}]}, AS_OF)
    assert Warehouse(tmp_path).current().rows["case"] == 31


def test_two_imports_at_once_are_refused_with_a_sentence(tmp_path):
    warehouse = Warehouse(tmp_path)
    with warehouse.publishing(), pytest.raises(BiaochiError, match="Another import"), warehouse.publishing():
        pass


def test_readers_see_the_next_snapshot_by_themselves(tmp_path):
    publish(tmp_path, {"area": CITY, "case": CASES}, AS_OF)
    first = open_engine(tmp_path)
    assert open_engine(tmp_path) is first
    publish(tmp_path, {"case": [CASES[0] | {"case_id": "next", "closed_at": None}]}, AS_OF)
    assert open_engine(tmp_path) is not first
    assert _backlog(tmp_path) == 1
    assert value(first, Question("case_backlog")).row(0, named=True)["value"] == 0, "who reads the old one keeps it whole"


def test_old_snapshots_are_pruned_and_the_served_one_stays(tmp_path):
    for number in range(KEPT_SNAPSHOTS + 3):
        publish(tmp_path, {"area": CITY[: number % 5 + 2]}, AS_OF, on_rollups=None)
        time.sleep(0)
    kept = sorted(path.stem for path in (tmp_path / "snapshots").glob("*.json"))
    assert len(kept) == KEPT_SNAPSHOTS and kept[-1] == current_snapshot(tmp_path)


def test_no_warehouse_is_a_sentence_with_a_way_on(tmp_path):
    with pytest.raises(BiaochiError, match="biaochi demo"):
        open_engine(tmp_path / "nowhere")


def test_a_warehouse_of_an_older_release_still_opens_and_stale_rollups_are_not_read(tmp_path, monkeypatch):
    import biaochi.engine.database as database

    publish(tmp_path, {"area": CITY, "case": CASES}, AS_OF)
    truth = value(open_engine(tmp_path), Question("closure_rate"))
    original = Warehouse.columns
    monkeypatch.setattr(Warehouse, "columns", lambda self, m: {k: v - {"channel"} for k, v in original(self, m).items()})
    monkeypatch.setattr(database, "rollup_file", lambda sql: f"{sql.id}-otherwise.parquet")
    assert value(database.Engine(Warehouse(tmp_path), Warehouse(tmp_path).current()), Question("closure_rate")).equals(truth)
