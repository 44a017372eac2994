"""Every page in both languages: it is drawn, it has its sentence, and nothing in it stays in the other language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from biaochi.ui.navigation import PAGES
from tests.project import ROOT
from tests.ui.conftest import Opening, everything_said, headline

LANGUAGES = ("zh", "en")
SEEN_IN = {"services": "130283001020", "deliberation": "130703", "appraisal": "130529"}
"""Where the demo holds what a page is about, if not in its home city."""


def seen_in(page: str) -> dict[str, str]:
    return {"area": SEEN_IN[page]} if page in SEEN_IN else {}


_DRAWN: dict[tuple[str, str], AppTest] = {}


@pytest.fixture
def drawn(open_page: Opening, demo_warehouse: Path) -> Callable[[str, str], AppTest]:
    """A page of the demo, drawn once for all tests that read it."""

    def drawing(page: str, language: str) -> AppTest:
        if (page, language) not in _DRAWN:
            _DRAWN[page, language] = open_page(demo_warehouse, page, lang=language, **seen_in(page))
        return _DRAWN[page, language]

    return drawing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_page_is_drawn(drawn: Callable[[str, str], AppTest], page: str, language: str):
    app = drawn(page, language)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert re.search(r"<strong[^>]*>[\d,.]+", headline(app)), "the sentence holds a number"


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_the_demo_is_synthetic(drawn: Callable[[str, str], AppTest], page: str):
    app = drawn(page, "zh")
    assert any("演示数据：合成，仅总量取自公开文件" in caption.value for caption in app.caption)


@pytest.mark.parametrize("page", PAGES)
def test_chinese_pages_hold_no_english_sentence(drawn: Callable[[str, str], AppTest], page: str):
    said = everything_said(drawn(page, "zh"))
    said = re.sub(r"<[^>]+>|https?://\S+|`[^`]*`|:material/\w+:|:(green|orange|gray)\[|Kaplan.Meier", " ", said)
    assert re.findall(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}", said) == []


@pytest.mark.parametrize("page", PAGES)
def test_page_scripts_are_thin(page: str):
    lines = (ROOT / "pages" / f"{page}.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 80


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_a_warehouse_with_premises_only(open_page: Opening, small_city: Path, page: str):
    """Nothing but premises was imported: every page is drawn and says so, none fails."""
    app = open_page(small_city, page)
    assert not app.exception
    assert not app.error
    assert headline(app)


def test_premises_by_hand(open_page: Opening, small_city: Path):
    """300/1000, 400/2000 and 100/500 households: one of three reaches 30 m² per 100; 200 + 50 m² are missing."""
    app = open_page(small_city, "facilities", lang="en", standard="national")
    said = re.sub("<[^>]+>", "", headline(app))
    assert said.startswith("2 of 3 communities have less than the required area per 100 households, 250 m² short in all")
    assert [metric.value for metric in app.metric][:2] == ["22.9 m²", "33.3%"]


def test_without_data_the_app_says_how_to_get_some(open_page: Opening, tmp_path: Path):
    app = open_page(tmp_path / "nothing")
    assert not app.exception
    assert "biaochi demo" in app.code[0].value


def test_a_page_without_the_shell_has_no_data(small_city: Path, monkeypatch: pytest.MonkeyPatch):
    from streamlit.testing.v1 import AppTest

    monkeypatch.setenv("BIAOCHI_WAREHOUSE", str(small_city))
    monkeypatch.syspath_prepend(str(ROOT))
    app = AppTest.from_file(str(ROOT / "pages" / "facilities.py"), default_timeout=30).run()
    assert app.exception
    assert not app.metric
