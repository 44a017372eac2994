"""Profiles, and the two real exports nobody here wrote."""

import pytest

from biaochi.errors import BiaochiError, UnknownName
from biaochi.ingest import load_profile


def profile(importer, content):
    path = importer.folder / "own.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_profile_beside_the_file_names_columns_words_and_times(importer):
    own = profile(
        importer,
        'table = "case"\n[columns]\ncase_id = "nr"\nreported_at = "opened"\nsatisfaction = "mood"\n[constants]\nsystem = "热线"\n'
        '[words.satisfaction]\n":-)" = "satisfied"\n[times]\nformats = ["%d.%m.%Y %H:%M"]\n[personal]\ncolumns = ["who"]\n',
    )
    account = importer.of("nr,opened,mood,区划代码,who\n1,03.09.2026 10:00,:-),131102001001,某人\n", profile=own)
    case = importer.table("case").row(0, named=True)
    assert (case["system"], case["satisfaction"], str(case["reported_at"])) == (
        "热线",
        "satisfied",
        "2026-09-03 10:00:00",
    )
    assert (account.profile, account.dropped_columns) == ("own", "who")


def test_areas_from_the_file_lose_no_row(importer):
    own = profile(
        importer,
        'table = "case"\n[areas]\nprefix = "x"\nlevel = "county"\nroot = { code = "x", name = "某城", level = "city" }\n'
        'name = "片区"\nunknown = { code = "x-unknown" }\n',
    )
    account = importer.of(
        "case_id,reported_at,片区,lon,lat\n1,2026-09-01,A/B,10,20\n2,2026-09-01,A B,12,22\n3,2026-09-01, ,14,24\n",
        profile=own,
    )
    assert account.accepted == 3
    areas = importer.table("area")
    assert areas.height == 4 and areas["area_code"].n_unique() == 4  # two names that look alike keep two codes
    root = areas.filter(area_code="x").row(0, named=True)
    assert (root["level"], root["lon"], root["lat"]) == ("city", 12.0, 22.0)
    assert areas.filter(area_code="x-unknown")["lon"].to_list() == [None]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("tabel = 'case'", BiaochiError),
        ("table = 'cases'", UnknownName),
        ("table = 'case'\n[columns]\ncase_nr = 'x'", UnknownName),
        ("x = [", BiaochiError),
        ("table = 'case'\n[areas]\nprefix = 'x'", BiaochiError),
        ("table = 'facility'\n[constants]\nstatus = '在用吗'", UnknownName),
        ("table = 'case'\n[words.satisfaction]\n'好' = 'fine'", UnknownName),
        ("table = 'case'\n[constants]\nextension_count = 'many'", BiaochiError),
        ("table = 'case'\ncolumns = 'x'", BiaochiError),
    ],
)
def test_mistakes_in_a_profile_are_named(importer, content, error):
    with pytest.raises(error):
        load_profile(profile(importer, content))


def test_a_profile_for_another_table_is_refused(importer):
    with pytest.raises(BiaochiError, match="boston_311"):
        importer.of("a,b\n1,2\n", profile="boston_311", table="facility")


def test_boston(importer, real_export):
    [account] = importer(real_export("boston_311_2011H2.zip"), profile="boston_311")
    assert (account.read, account.accepted, account.quarantined, account.duplicates) == (58_251, 58_251, 0, 0)
    cases = importer.table("case")
    both = cases.drop_nulls(["closed_at", "due_at"])
    assert both.filter(both["closed_at"] <= both["due_at"]).height == 35_591
    assert cases["closed_at"].count() == 54_570
    areas = importer.table("area")
    assert areas.filter(level="city")["area_name"].to_list() == ["Boston"]
    assert cases.filter(area_code="boston-unknown").height == 2_870
    assert set(cases["area_code"]) == set(areas.filter(level="county")["area_code"])
    assert "location" in account.dropped_columns and "closure_reason" in account.dropped_columns


def test_seattle(importer, real_export):
    [account] = importer(real_export("seattle_buildings_2016.csv"), profile="seattle_buildings")
    assert (account.read, account.accepted) == (3_376, 3_376)
    first = importer.table("facility").filter(facility_id="1").row(0, named=True)
    assert first["floor_area_m2"] == pytest.approx(88_434 * 0.09290304)
    assert (first["area_code"], first["in_use_year"], str(first["period"])) == ("seattle-7", 1927, "2016-12-31")
    assert importer.table("area").filter(level="county").height == 7
