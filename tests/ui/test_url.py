"""The view lives in the URL: deep links, bad values, and links that name every choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.conftest import Opening, headline
from tests.warehouses import A

SHARED = {"area", "period", "standard", "households", "lang"}


def test_deep_link_opens_the_view_it_names(open_page: Opening, small_city: Path):
    app = open_page(
        small_city, "facilities", area="131102", lang="en", standard="hengshui_2018", households="total", period="2026Q3"
    )
    assert not app.warning
    chosen = {box.key: box.value for box in app.selectbox}
    assert chosen["choice_area"] == "131102"
    assert chosen["choice_standard"] == "hengshui_2018"
    assert chosen["choice_households"] == "total"
    assert chosen["choice_period"] == "2026Q3"
    assert "of 2 communities" in headline(app), "the figures are those of the district"


@pytest.mark.parametrize(
    ("name", "value"),
    [("area", "999999"), ("standard", "atlantis"), ("households", "imaginary"), ("period", "2026Q9"), ("area", "**[x](y)**")],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_bad_value_gets_a_sentence(open_page: Opening, small_city: Path, name: str, value: str, language: str):
    app = open_page(small_city, "facilities", lang=language, **{name: value})
    assert not app.exception
    assert len(app.warning) == 1
    assert headline(app)


def test_unknown_language_is_chinese(open_page: Opening, small_city: Path):
    app = open_page(small_city, "facilities", lang="tlh")
    assert not app.exception
    assert "社区" in headline(app)


def test_default_area_and_period(open_page: Opening, small_city: Path):
    app = open_page(small_city, "facilities")
    chosen = {box.key: box.value for box in app.selectbox}
    assert chosen["choice_area"] == "131100", "the lowest area that holds all others"
    assert chosen["choice_period"] == "2026Q3", "the latest complete quarter"


def test_a_choice_writes_every_value_to_the_url(open_page: Opening, small_city: Path):
    app = open_page(small_city, "facilities")
    app.selectbox(key="choice_area").select("131102").run()
    assert dict(app.query_params).keys() >= SHARED
    assert app.query_params["area"] in ("131102", ["131102"])
    assert "2 个社区" in headline(app).replace("</strong>", "").replace('<strong style="font-weight:700">', "")


def test_codes_stay_codes_in_the_other_language(open_page: Opening, small_city: Path):
    app = open_page(small_city, "facilities", area=A)
    app.button(key="other_language").click().run()
    assert app.query_params["lang"] in ("en", ["en"])
    assert app.query_params["area"] in (A, [A])
    assert {box.key: box.value for box in app.selectbox}["choice_area"] == A


def test_breadcrumb_leads_back_up(open_page: Opening, demo_warehouse: Path):
    app = open_page(demo_warehouse, "overview", area="131102")
    app.button(key="up_131100").click().run()
    assert {box.key: box.value for box in app.selectbox}["choice_area"] == "131100"
