"""区县对比: the sentence by hand, bands instead of ranks, peers that a link finds again."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Opening, headline
from tests.warehouses import publish

AS_OF = date(2026, 9, 30)
NAMES = ("甲区", "乙区", "丙区", "丁区", "戊区", "己区")
CODES = [f"1311{number:02d}" for number in range(2, 8)]
ON_TIME = dict.fromkeys(CODES, 95) | {CODES[5]: 40}
"""Of 100 requests in each district: five close 95 on time, 己区 40. Together 515 of 600."""
BARE_RANK = r"第\s*\d+\s*名|排名第|位居第|[Rr]anked? (?:no\.? ?)?\d+(?! to )|\b\d+(?:st|nd|rd|th)\b"


def area(code: str, name: str, level: str, parent: str | None, **more: str) -> dict:
    return {"area_code": code, "area_name": name, "level": level, "parent_code": parent, **more}


@pytest.fixture(scope="module")
def six_districts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city of six districts with one community each: requests, households, premises."""
    areas = [area("131100", "衡水市", "city", None)]
    cases, households, premises = [], [], []
    for number, (code, name) in enumerate(zip(CODES, NAMES, strict=True)):
        place = f"{code}001901"
        areas += [area(code, name, "county", "131100"), area(f"{code}001", f"{name}一街道", "town", code)]
        areas.append(area(place, f"{name}社区", "community", f"{code}001", community_type="urban" if number % 2 else "town"))
        households.append({"area_code": place, "period": AS_OF, "households_total": 1000 * (number + 1), "report_status": "submitted"})
        premises.append({"facility_id": code, "period": AS_OF, "area_code": place, "floor_area_m2": 1000.0})
        for at in range(100):
            closed = "2026-08-10" if at < ON_TIME[code] else "2026-09-10"
            cases.append(
                {
                    "case_id": f"{code}-{at}",
                    "area_code": place,
                    "reported_at": "2026-08-01",
                    "due_at": "2026-08-20",
                    "closed_at": closed,
                }
            )
    path = tmp_path_factory.mktemp("six") / "warehouse"
    publish(path, {"area": areas, "case": cases, "community": households, "facility": premises}, AS_OF)
    return path


def everything(app: AppTest) -> str:
    """All that the page says: text, pictures, tables."""
    texts = [element.proto.body for element in app.get("html") if "<style" not in element.proto.body]
    for kind in ("markdown", "caption", "subheader", "info", "warning"):
        texts += [str(element.value) for element in app.get(kind)]
    texts += [json.dumps(json.loads(element.proto.spec), ensure_ascii=False) for element in app.get("plotly_chart")]
    texts += [str(frame.value.to_dict()) for frame in app.dataframe]
    return html.unescape(re.sub(r"<[^>]+>", " ", "\n".join(texts)))


def plain(app: AppTest) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", headline(app)))


def test_headline_names_who_is_behind(open_page: Opening, six_districts: Path):
    """95 % of 100 lies above the standard of 70 %; 40 % lies below it and, with 85.8 % in all, outside the limits of the whole."""
    app = open_page(six_districts, "compare", lang="en", standard="hengshui_2018")
    assert not app.exception and not app.warning and not app.error
    said = plain(app)
    assert re.match(r"On-time closure rate: the standard 70% is missed by more than chance explains in 1 of 6 districts \(己区\)", said)
    assert "worse than 衡水市 (85.8%) by more than chance explains: 1 (己区)" in said
    app = open_page(six_districts, "compare", lang="zh", standard="hengshui_2018")
    assert re.search(r"6 个区县中 1 个未达标准.*超出偶然波动（己区）", plain(app))


def test_what_is_measured_stands_side_by_side_in_fifths(open_page: Opening, six_districts: Path):
    app = open_page(six_districts, "compare", lang="zh", indicator="area_per_100_households", ranks="on")
    assert not app.exception
    captions = [caption.value for caption in app.caption]
    assert any("不存在偶然波动" in caption for caption in captions), "no funnel, and why"
    assert any("不列名次" in caption for caption in captions), "no range of ranks, and why"
    assert "五等分组" in everything(app)


@pytest.mark.parametrize("indicator", ["satisfaction_rate", "area_per_100_households", "volunteer_share"])
def test_the_sentence_counts_what_the_table_marks(open_page: Opening, demo_warehouse: Path, indicator: str):
    """One verdict: what the sentence says to miss the standard is what carries the mark below."""
    app = open_page(demo_warehouse, "compare", lang="zh", area="131102", indicator=indicator)
    marked = next(frame.value for frame in app.dataframe if any("▲ 未达标" in str(cell) for cell in frame.value.to_numpy().ravel()))
    missed = sum(cell == "▲ 未达标" for cell in marked.to_numpy().ravel())
    assert missed and f"中 {missed} 个未达标准" in plain(app)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ranking_is_off_until_asked_for_and_then_a_range(open_page: Opening, six_districts: Path, language: str):
    app = open_page(six_districts, "compare", lang=language)
    assert app.toggle(key="choice_ranks").value is False
    off = everything(app)
    assert not re.search(r"名次范围（95%）|Range of ranks \(95%\)|\b1–5\b", off)
    app.toggle(key="choice_ranks").set_value(True).run()
    assert app.query_params["ranks"] in ("on", ["on"])
    on = everything(app)
    assert "1–5" in on, "five equal districts share the first five ranks"
    assert ("先后未必如此" if language == "zh" else "need not stand in that order") in on
    for said in (off, on):
        assert re.findall(BARE_RANK, said) == []


def test_areas_stand_in_the_order_of_the_tree(open_page: Opening, six_districts: Path):
    """Neither the table nor the ranges are a league table."""
    app = open_page(six_districts, "compare", ranks="on")
    tables = [frame.value.iloc[:, 0].tolist() for frame in app.dataframe]
    assert list(NAMES) in tables
    charts = [json.loads(element.proto.spec)["layout"] for element in app.get("plotly_chart")]
    rows = [layout["yaxis"].get("ticktext") for layout in charts]
    assert rows.count(list(NAMES)) == 2, "marks and ranges"


def test_switch_to_the_whole(open_page: Opening, six_districts: Path):
    app = open_page(six_districts, "compare", lang="en", against="whole")
    assert not app.exception
    assert "worse than 衡水市" in everything(app)


def test_peers_are_found_again_from_the_link(open_page: Opening, six_districts: Path):
    """甲区 is one of town communities with 1,000 households; by type alone the other two of town communities come first."""
    asked = {"group": "peers", "spine_area": CODES[0], "peers": "5", "w_urban_share": "3", "w_households": "0"}
    app = open_page(six_districts, "compare", lang="zh", **asked)
    assert not app.exception and not app.warning
    label = app.expander[0].label
    assert label.startswith("甲区的同类地区：丙区、戊区")
    again = open_page(six_districts, "compare", **{name: "".join(value) for name, value in app.query_params.items()})
    assert again.expander[0].label == label
    by_size = open_page(six_districts, "compare", lang="zh", **asked | {"w_urban_share": "0", "w_households": "3"})
    assert by_size.expander[0].label.startswith("甲区的同类地区：乙区、丙区、丁区")
    assert "甲区同类地区" in plain(by_size), "the sentence says what the areas are held against"


def test_choosing_peers_writes_the_weights_into_the_link(open_page: Opening, six_districts: Path):
    app = open_page(six_districts, "compare", lang="zh")
    assert not app.expander
    app.segmented_control(key="choice_group").set_value("peers").run()
    link = {name: "".join(value) for name, value in app.query_params.items()}
    assert link["group"] == "peers" and link["spine_area"] == CODES[0]
    assert {name: link[name] for name in link if name.startswith("w_")} == {
        "w_urban_share": "1", "w_households": "1", "w_households_per_community": "1"
    }  # fmt: skip
    assert {"area", "period", "standard", "households", "lang"} <= set(link)


def test_without_weights_nobody_is_a_peer(open_page: Opening, six_districts: Path):
    app = open_page(
        six_districts, "compare", lang="en", group="peers", w_urban_share="0", w_households="0", w_households_per_community="0"
    )
    assert not app.exception
    assert "No weight is above 0" in app.warning[0].value
    assert "of 6 districts" in plain(app), "all areas of the level instead"


@pytest.mark.parametrize("weight", ["7", "-1", "lots"])
def test_a_weight_that_cannot_be_is_the_usual_one(open_page: Opening, six_districts: Path, weight: str):
    app = open_page(six_districts, "compare", group="peers", w_households=weight)
    assert not app.exception and not app.warning
    assert app.select_slider(key="choice_w_households").value == "1"


def test_a_community_is_held_against_those_beside_it(open_page: Opening, six_districts: Path):
    app = open_page(six_districts, "compare", lang="en", area=f"{CODES[5]}001901")
    assert not app.exception
    assert "of 6 communities" in plain(app)
    assert app.selectbox(key="choice_spine_area").value == f"{CODES[5]}001901"


def test_an_area_that_stands_alone(open_page: Opening, demo_warehouse: Path):
    app = open_page(demo_warehouse, "compare", lang="zh", area="130283")
    assert not app.exception and not app.error
    assert "没有可比对象" in plain(app)
    assert "没有可与该地区并列的地区" in app.info[0].value


@pytest.mark.parametrize("area", ["131102", "131102001", "422800", "130104", "130529", "131003", "all"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_other_areas_of_the_demo(open_page: Opening, demo_warehouse: Path, area: str, language: str):
    """A district with its communities, places whose exports hold little, and everything at once."""
    app = open_page(demo_warehouse, "compare", lang=language, area=area)
    assert not app.exception and not app.error and not app.warning
    assert re.search(r"<strong[^>]*>[\d,.]+", headline(app))
    assert re.findall(BARE_RANK, everything(app)) == []


def test_a_link_may_name_an_indicator_alone(open_page: Opening, six_districts: Path):
    app = open_page(six_districts, "compare", lang="en", indicator="closure_rate")
    assert app.selectbox(key="choice_theme").value == "cases"
    assert plain(app).startswith("Closure rate")
    app = open_page(six_districts, "compare", lang="en", indicator="households")
    assert plain(app).startswith("On-time closure rate"), "households are nobody's merit"


def test_no_theme_of_the_catalogue_fails(open_page: Opening, six_districts: Path):
    for theme in ("premises", "cases", "volunteers", "quality", "services"):
        app = open_page(six_districts, "compare", theme=theme)
        assert not app.exception and not app.error, theme
        assert headline(app)
