"""Two real exports that nobody here wrote, through the importer and out of the measures."""

from __future__ import annotations

import zipfile
from datetime import date

import duckdb
import pytest

from biaochi.engine import open_engine
from biaochi.ingest import import_files
from biaochi.measures import Question, explore, value
from biaochi.measures.durations import how_long
from biaochi.warehouse import Warehouse


@pytest.fixture(scope="module")
def boston(tmp_path_factory, real_export):
    source = real_export("boston_311_2011H2.zip")
    folder = tmp_path_factory.mktemp("boston")
    accounts = import_files([source], warehouse=Warehouse(folder / "w"), profile="boston_311")
    return accounts, open_engine(folder / "w"), source


def test_every_request_is_accounted_for(boston):
    (account,) = boston[0]
    assert account.read == 58_251 == account.accepted + account.quarantined + account.duplicates + account.checksum_rows


def test_on_time_is_the_citys_own_verdict(boston):
    row = value(boston[1], Question("on_time_closure_rate")).row(0, named=True)
    # 47 270 requests have a deadline; of the 43 821 closed ones 35 591 were on time, which the city's flag confirms.
    assert (row["numerator"], row["denominator"]) == (35_591, 47_270)


def test_neighbourhoods_add_up_and_agree_with_the_raw_file(boston, tmp_path):
    _, engine, source = boston
    with zipfile.ZipFile(source) as archive:
        raw = archive.extract(archive.namelist()[0], tmp_path)
    oracle = dict(
        duckdb.connect()
        .execute(
            "select neighborhood, count(*) from read_csv($raw, all_varchar = true) "
            "where closed_dt is null and neighborhood <> '' group by 1",
            {"raw": raw},
        )
        .fetchall()
    )
    backlog = value(engine, Question("case_backlog", by=("area",)))
    ours = {r["area_name"]: r["value"] for r in backlog.to_dicts()}
    assert sum(ours.values()) == 3681
    named = {name: count for name, count in oracle.items() if name.strip()}
    assert {name: ours[name] for name in named if name in ours} == {n: c for n, c in named.items() if n in ours}
    assert len([name for name in named if name in ours]) >= 15


def test_neighbourhoods_lie_in_boston(boston):
    places = boston[1].areas.filter(level="county").drop_nulls(["lon", "lat"])
    assert places.height >= 15
    assert places["lon"].is_between(-71.3, -70.9).all() and places["lat"].is_between(42.2, 42.5).all()


def test_seattle_square_feet_become_square_metres(tmp_path, real_export):
    source = real_export("seattle_buildings_2016.csv")
    (account,) = import_files([source], warehouse=Warehouse(tmp_path / "w"), profile="seattle_buildings")
    assert account.read == 3376 == account.accepted + account.quarantined + account.duplicates + account.checksum_rows
    oracle = duckdb.connect().execute(
        "select sum(replace(PropertyGFATotal, ',', '')::double) * 0.09290304 from read_csv($raw, all_varchar = true)", {"raw": str(source)}
    )
    engine = open_engine(tmp_path / "w")
    total = engine._connection.cursor().execute("select sum(floor_area_m2) from raw_facility").fetchone()[0]
    assert total == pytest.approx(oracle.fetchone()[0], rel=1e-9)
    premises = explore(engine, "premises")
    assert premises.height == 7, "council districts stand for communities where there are none"
    assert premises["floor_area_m2"].sum() == pytest.approx(total)


def test_what_is_offered_ends_with_the_reports_not_with_the_last_closing(boston):
    engine = boston[1]
    assert engine.as_of.year == 2019, "some requests were closed years later"
    assert (engine.last_report, engine.last_day) == (date(2011, 12, 31), date(2011, 12, 31))


def test_open_requests_make_the_wait_longer_than_closed_ones_tell(boston, tmp_path):
    _, engine, source = boston
    row = how_long(engine, Question("days_to_close")).summary.row(0, named=True)
    assert row["closed_only_median"] < row["median"] < row["closed_only_mean"], "3 681 of 58 251 were still open"
    with zipfile.ZipFile(source) as archive:
        raw = archive.extract(archive.namelist()[0], tmp_path)
    took = (
        duckdb.connect()
        .execute(
            "select median(hours) / 24, avg(hours) / 24 from (select date_diff('second', open_dt::timestamp, closed_dt::timestamp) / "
            "3600.0 as hours from read_csv($raw, all_varchar = true) where closed_dt >= open_dt)",
            {"raw": raw},
        )
        .fetchone()
    )
    # Bins are counted up: the hour below three days, so the median is at most an hour late.
    assert 0 <= row["closed_only_median"] - took[0] <= 1 / 24 + 1e-9
    assert row["closed_only_mean"] == pytest.approx(took[1], rel=0.01)
    assert row["within_7_lower"] < row["within_7"] < row["within_7_upper"] < 100
    assert row["n"] + row["closed_before_reported"] == 58_251 - boston[0][0].quarantined - boston[0][0].duplicates
