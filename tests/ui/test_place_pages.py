"""Grids, appraisal, projects, one community, and places elsewhere: drawn in both languages, honest about what is absent."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from biaochi.catalogue import catalogue
from biaochi.places import places
from biaochi.published import figures
from biaochi.ui import appraisal, beside, projects
from tests.project import ROOT
from tests.ui.conftest import Opening, everything_said, headline
from tests.warehouses import CITY, A, B, C, publish

PAGES = ("grids", "appraisal", "projects", "community", "examples")
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
DAY = date(2026, 9, 30)


@pytest.fixture(scope="module")
def city_at_work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grids of 180 and 420 households in 甲, staff, two quarters of scores, three projects, a target; 乙 was renamed."""
    path = tmp_path_factory.mktemp("work") / "warehouse"
    areas = [row | ({"predecessor_code": "131102001802"} if row["area_code"] == B else {}) for row in CITY]
    areas.append(
        {"area_code": "131102001802", "area_name": "乙村", "level": "community", "parent_code": "131102001",
         "valid_to": date(2003, 3, 1)}
    )  # fmt: skip
    publish(
        path,
        {
            "area": areas,
            "community": [
                {"area_code": code, "period": DAY, "households_resident": n, "households_total": n + 200,
                 "population_resident": 3 * n, "report_status": "submitted"}
                for code, n in ((A, 600), (B, 2000), (C, 500))
            ],
            "grid": [
                {"grid_id": str(at), "area_code": A, "grid_name": f"{at}格", "households": n, "worker_full": 1}
                for at, n in enumerate((180, 420), 1)
            ],
            "staff": [{"area_code": A, "period": DAY, "staff_total": 10, "certified": 4, "full_time": 10}],
            "appraisal": [
                {"object_type": kind, "object_id": f"{kind}-{at}", "area_code": "131102001", "year": 2026, "quarter": quarter,
                 "score": 80.0 + at + quarter, "full_score": 100.0}
                for kind, n in (("town", 2), ("grid_worker", 60))
                for at in range(n)
                for quarter in (1, 2)
            ],
            "project": [
                {"project_id": "1", "area_code": "131102", "project_kind": "老旧小区改造", "project_status": "finished",
                 "finished_on": date(2026, 5, 1), "invested_yuan": 200_000.0, "government_yuan": 120_000.0},
                {"project_id": "2", "area_code": "131102", "project_kind": "老旧小区改造", "project_status": "planned"},
            ],
            "target": [{"metric": "new_sites_500", "area_code": "131102", "year": 2026, "value": 5.0, "document": "S0"}],
        },
        DAY,
    )  # fmt: skip
    return path


def sentence(app) -> str:
    return re.sub("<[^>]+>", "", headline(app))


def titles(app) -> list[str]:
    """The headings of the page, in order."""
    return [element.value for element in app.subheader]


@LANGUAGES
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_drawn(open_page: Opening, city_at_work: Path, page: str, language: str):
    app = open_page(city_at_work, page, lang=language, area=A if page == "community" else "131100")
    assert not app.exception and not app.error and not app.warning
    assert re.search(r"\d", sentence(app))
    if language == "zh":
        said = re.sub(r"<[^>]+>|https?://\S+|`[^`]*`|“python -m biaochi demo”|:material/\w+:|:\w+\[", " ", everything_said(app))
        assert re.findall(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}", said) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_imported_is_said(open_page: Opening, small_city: Path, page: str):
    app = open_page(small_city, page, lang="en")
    assert not app.exception and not app.error and headline(app)


def test_grids_by_hand(open_page: Opening, city_at_work: Path):
    """600 households in two grids of 甲: 300 each, one grid worker for each 300."""
    app = open_page(city_at_work, "grids", lang="en", area=A)
    assert sentence(app).startswith("2 grids have 300 households each on average")
    assert "one grid worker for 300 households" in sentence(app)
    assert titles(app) == ["Sizes of the grids", "Grids by community", "Staff by community"]


def test_the_switch_of_households_changes_the_grids(open_page: Opening, city_at_work: Path):
    app = open_page(city_at_work, "grids", lang="en", area=A, households="total")
    assert sentence(app).startswith("2 grids have 400 households each on average")


def test_appraisal_ranks_nobody(open_page: Opening, city_at_work: Path):
    app = open_page(city_at_work, "appraisal", lang="en", area="131102", period="2026")
    assert "60 grid workers" in sentence(app) and "2 towns" in sentence(app)
    assert not re.search("best|worst|rank [0-9]|top [0-9]", everything_said(app).lower())


def test_grid_workers_stand_by_number_in_bands(open_page: Opening, city_at_work: Path):
    app = open_page(city_at_work, "appraisal", lang="en", area="131102", period="2026", object="grid_worker")
    assert not app.exception
    bands, scores = app.dataframe[0].value, app.dataframe[1].value
    assert bands.iloc[:, 1].sum() == 60
    assert len(scores) == appraisal.PAGE
    assert list(scores.iloc[:, 0]) == sorted(scores.iloc[:, 0])


def test_bands_by_hand():
    rows = pl.DataFrame({"annual": [400.0, 361.0, 359.0, 100.0, 50.0], "full": [400.0, 400.0, 400.0, 200.0, None]})
    assert appraisal.bands(rows).rows() == [("90–100%", 2, 50.0), ("80–90%", 1, 25.0), ("50–60%", 1, 25.0)]


def test_projects_by_hand(open_page: Opening, city_at_work: Path):
    app = open_page(city_at_work, "projects", lang="en", area="131102", period="2026")
    assert "1 of 2 projects are finished" in sentence(app)
    assert "200,000 yuan are invested" in sentence(app)
    assert titles(app)[-2:] == ["Projects", "Targets by area"]


def test_money_without_a_source_is_drawn_as_such():
    view = SimpleNamespace(language="en", t=lambda message, **_: message)
    assert projects._status(None, view) == "–"
    assert projects.metric_title("an unknown metric", view) == "an unknown metric"


def test_a_community_says_what_it_was(open_page: Opening, city_at_work: Path):
    app = open_page(city_at_work, "community", lang="en", area=B)
    texts = " ".join(element.proto.body for element in app.get("html"))
    assert "converted from 乙村 on 1 Mar 2003" in texts
    assert "2,200 in all" in texts and "2,000 resident" in texts


def test_above_a_community_one_is_chosen(open_page: Opening, city_at_work: Path):
    app = open_page(city_at_work, "community", lang="en", area="131100")
    assert "4 communities: choose one" in sentence(app)
    names = {button.label for button in app.button if (button.key or "").startswith("community_")}
    assert names == {"甲社区", "乙社区", "丙社区", "丁村"}
    next(button for button in app.button if button.key == f"community_{A}").click().run()
    assert app.query_params["area"] == [A] or app.query_params["area"] == A


def printed(value: float, exactness: str = "exact", **other) -> dict:
    return {"value": value, "value_to": None, "exactness": exactness, "unit": "percent", "kind": "rate", "basis": None,
            "date": "2021-11-02"} | other  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "value", "expected"),
    [
        (printed(93.18), 93.1818, True),
        (printed(93.18), 93.19, False),
        (printed(44), 44.0, True),
        (printed(44), 44.4, False),
        (printed(200, "about"), 204.2, True),
        (printed(200, "about"), 331.7, False),
        (printed(267000, "about"), 267_020.0, True),
        (printed(331.7, "about"), 331.677, True),
        (printed(14000, "more_than"), 14_000.0, True),
        (printed(14000, "more_than"), 13_999.0, False),
        (printed(2, "at_most"), 1.5, True),
        (printed(2, "at_most"), 2.5, False),
        (printed(10, "range", value_to=20.0), 17.2, True),
        (printed(10, "range", value_to=20.0), 20.1, False),
        (printed(100, "all"), 99.9, False),
        (printed(100, "all"), None, None),
    ],
)
def test_rows_bear_a_figure_out_as_exactly_as_it_was_printed(stated: dict, value: float | None, expected: bool | None):
    assert beside.agrees(stated, value) is expected


@pytest.mark.parametrize(
    ("stated", "language", "said"),
    [
        (printed(250_000, "more_than", unit="cases"), "zh", "25万余件"),
        (printed(250_000, "more_than", unit="cases"), "en", "more than 250,000 cases"),
        (printed(31_653, unit="m2"), "zh", "31,653㎡"),
        (printed(93.18), "zh", "93.18%"),
        (printed(10, "range", value_to=20.0), "en", "10–20%"),
        (printed(30, "at_least", unit="m2"), "en", "at least 30 m²"),
    ],
)
def test_a_printed_figure_keeps_its_hedge(stated: dict, language: str, said: str):
    assert beside.printed_text(stated, language) == said


def reason(stated: dict, indicator: str, own: dict | None = None, basis: str = "resident", year: int = 2026) -> str | None:
    return beside.reason(stated, indicator, own or {"state": "ok", "value": 1.0}, basis, year, "en")


def test_why_two_figures_must_not_be_compared():
    assert reason(printed(90), "on_time_closure_rate") is None
    assert reason(printed(90), "on_time_closure_rate", {"state": "missing", "value": None}) == "not recorded here (missing)"
    assert reason(printed(90, kind="target"), "on_time_closure_rate") == "a target, not a result"
    assert reason(printed(90, kind="flow"), "case_backlog") == "a sum over another span of time"
    assert reason(printed(90, kind="stock"), "case_backlog") == "a total: it grows with the area"
    assert "total basis there, resident basis here" in (reason(printed(7, basis="total"), "funds_per_household") or "")
    assert reason(printed(7, basis="total"), "funds_per_household", basis="total") is None
    assert reason(printed(7, date="2015-08-24"), "on_time_closure_rate") == "11 years apart"


def test_every_figure_of_a_place_exists():
    names = set(figures()["id"].to_list())
    wrong = [
        (place.area, figure.published, figure.indicator)
        for place in places().values()
        for figure in place.figures
        if figure.published not in names or figure.indicator not in catalogue()
    ]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES)
def test_every_card_is_in_the_catalogue(page: str):
    text = (ROOT / "pages" / f"{page}.py").read_text(encoding="utf-8")
    named = re.findall(r'^    "([a-z0-9_]+)",$', text, re.MULTILINE)
    assert [name for name in named if name not in catalogue()] == []


@LANGUAGES
def test_a_place_shows_its_figures(open_page: Opening, city_at_work: Path, language: str):
    """Its rows are not in this warehouse: the page says so, and still shows what the document prints."""
    for code in list(places())[:2]:
        app = open_page(city_at_work, "examples", lang=language, place=code)
        assert not app.exception and not app.error and not app.warning
        assert {"zh": "文件全部数字", "en": "Every number of the document"}[language] in titles(app)
