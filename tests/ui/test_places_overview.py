"""The first page and the funds of a place of the documents say what the place holds, not what a city would be asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from biaochi.catalogue import catalogue
from biaochi.places import places
from biaochi.ui import navigation, overview, words
from biaochi.ui.money import yuan
from tests.ui.conftest import Opening, headline


def _plain(app) -> str:
    return re.sub("<[^>]+>", "", headline(app))


@pytest.mark.parametrize("area", places())
def test_the_first_page_of_a_place_names_a_figure(open_page: Opening, demo_warehouse: Path, area: str):
    app = open_page(demo_warehouse, "overview", area=area)
    assert not app.exception and not app.error and not app.warning
    assert re.search(r"\d", _plain(app))
    assert "–" not in [metric.value for metric in app.metric]


def test_funds_to_date_stand_beside_the_total_that_their_table_states(open_page: Opening, demo_warehouse: Path):
    app = open_page(demo_warehouse, "funding", area="422800")
    assert "11,534万元" in _plain(app) and "10,355万元" in _plain(app)
    table = next(frame.value for frame in app.dataframe)
    amounts = sorted(float(value) for value in table.iloc[:, 2])
    assert amounts[-1] == 115_340_000 and 87_500_000 in amounts and 28_050_000 in amounts


def test_an_area_of_a_place_is_held_against_nothing_above_the_place(open_page: Opening, demo_warehouse: Path):
    """The county around a town whose rows alone were imported has no figure of its own: it is not drawn."""
    app = open_page(demo_warehouse, "overview", area="350521100")
    drawn = str(app.get("deck_gl_json_chart")[0].proto)
    assert "350521100" in drawn and "GeoJsonLayer" not in drawn


def test_what_a_place_may_show_exists():
    assert set(overview.OF_PAGE) <= set(navigation.PAGES)
    named = {name for names in overview.OF_PAGE.values() for name in names}
    assert named | set(overview.MAPPED) | set(overview.MAPPED_IN_RESERVE) <= set(catalogue())


@pytest.mark.parametrize(
    ("amount", "language", "said"),
    [
        (115_340_000, "zh", "11,534万元"),
        (274_900, "zh", "27.49万元"),
        (9_000, "zh", "9000元"),
        (115_340_000, "en", "115,340,000 yuan"),
    ],
)
def test_money_is_written_as_a_document_writes_it(amount: float, language: str, said: str):
    assert yuan(amount, language) == said


def test_a_figure_and_its_unit():
    assert words.figure(88_000, catalogue()["cost_per_site"], "zh") == "8.8万元"
    assert words.figure(1, catalogue()["halls"], "en") == "1 hall"
    assert words.figure(2, catalogue()["halls"], "en") == "2 halls"
