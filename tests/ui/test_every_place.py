"""Every place of the source documents opens from a link and shows its own system: its words, its stages, its figures."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from biaochi.places import places
from tests.ui.conftest import Opening, everything_said, headline

RECOGNISED = {
    "130104": ("grids", ["331.7", "19.3"]),
    "130283001020": ("services", ["91", "主动服务"]),
    "130425100901": ("community", ["4,483", "15,139"]),
    "130529": ("closed_loop", ["事件上报", "分类受理", "响应指定", "部门处置", "结果反馈"]),
    "130703": ("deliberation", ["44", "60", "1.36"]),
    "130803": ("projects", ["饮水站", "健康服务站"]),
    "131003": ("closed_loop", ["受理群众诉求", "交办督办", "解决问题", "群众评价"]),
    "131100": ("projects", ["165", "12"]),
    "350521100": ("grids", ["536.5"]),
    "422800": ("facilities", ["132"]),
    "422823": ("services", ["125", "8.8"]),
    "610603002003": ("community", ["7,891", "4,779", "3,112", "安塞县"]),
}
"""The page on which an official of the place would look first, and what must stand there."""


def test_every_place_is_walked():
    assert set(RECOGNISED) == set(places())


def _said(app) -> str:
    texts = everything_said(app) + "\n".join(str(element.proto) for element in app.get("plotly_chart"))
    texts += "\n".join(element.proto.body for element in app.get("html"))
    tables = "\n".join(str(frame.value) for frame in app.dataframe)
    plain = html.unescape(re.sub(r"<[^>]+>", "", texts + tables)).replace(",", "")
    return plain.encode().decode("unicode_escape", errors="ignore") + plain if "\\u" in plain else plain


@pytest.mark.parametrize("area", RECOGNISED)
def test_its_officials_recognise_their_page(open_page: Opening, demo_warehouse: Path, area: str):
    page, words = RECOGNISED[area]
    app = open_page(demo_warehouse, page, area=area)
    assert not app.exception and not app.error and not app.warning
    said = _said(app)
    assert [word for word in words if word.replace(",", "") not in said] == []


@pytest.mark.parametrize("area", RECOGNISED)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_practice_opens_with_printed_figures_that_agree(open_page: Opening, demo_warehouse: Path, area: str, language: str):
    app = open_page(demo_warehouse, "examples", place=area, lang=language)
    assert not app.exception and not app.error and not app.warning
    assert places()[area].title[language].replace(",", "") in _said(app)
    if language == "en" and area != "131003":  # 广阳 prints counts of bodies, which no register of ours holds
        assert re.search(r"all \d+ published figures come out of the imported rows", re.sub("<[^>]+>", "", headline(app)))


@pytest.mark.parametrize("area", RECOGNISED)
def test_its_overview_has_a_sentence_with_a_figure(open_page: Opening, demo_warehouse: Path, area: str):
    app = open_page(demo_warehouse, "overview", area=area)
    assert not app.exception and not app.error
    assert re.search(r"<strong[^>]*>[\d,.]+", headline(app))
