"""The app as a reader meets it, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.project import ROOT
from tests.warehouses import CITY, A, B, C, D, publish

Opening = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Opening:
    """Open a page through the shell: ``open_page(warehouse, "cases", lang="en", area="131102")``."""
    monkeypatch.syspath_prepend(str(ROOT))
    monkeypatch.chdir(ROOT)

    def opening(warehouse: Path, page: str = "overview", **query: str) -> AppTest:
        monkeypatch.setenv("BIAOCHI_WAREHOUSE", str(warehouse))
        st.cache_data.clear()
        app = AppTest.from_file(str(ROOT / "biaochi" / "shell.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        if page != "overview":
            app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        return app.run()

    return opening


def headline(app: AppTest) -> str:
    """The sentence of the page."""
    found = [element.proto.body for element in app.get("html") if "<h1" in element.proto.body]
    assert len(found) == 1, "a page has one sentence"
    return found[0]


def everything_said(app: AppTest) -> str:
    """All text of the page, one element per line."""
    texts = [headline(app)]
    for kind in ("markdown", "caption", "header", "subheader", "warning", "info", "error", "metric", "button", "selectbox"):
        texts += [getattr(element, "value", None) or getattr(element, "label", "") for element in app.get(kind)]
        texts += [str(getattr(element, "label", "")) for element in app.get(kind)]
    return "\n".join(str(text) for text in texts)


AS_OF = date(2026, 9, 30)


@pytest.fixture(scope="session")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two districts, four communities, two of them with premises and households that a hand can check."""
    path = tmp_path_factory.mktemp("small") / "warehouse"
    households = [
        {"area_code": code, "period": AS_OF, "households_resident": n, "households_total": n, "report_status": "submitted"}
        for code, n in ((A, 1000), (B, 2000), (C, 500))
    ]
    premises = [
        {"facility_id": "1", "period": AS_OF, "area_code": A, "floor_area_m2": 300.0},
        {"facility_id": "2", "period": AS_OF, "area_code": B, "floor_area_m2": 400.0},
        {"facility_id": "3", "period": AS_OF, "area_code": C, "floor_area_m2": 100.0},
    ]
    publish(path, {"area": CITY, "community": households, "facility": premises}, AS_OF)
    assert D not in {row["area_code"] for row in households}
    return path
