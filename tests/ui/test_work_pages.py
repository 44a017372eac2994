"""The pages about work, on a small city that a hand can count: the closed loop, service items, deliberation."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from biaochi.reference import channel_mode
from tests.ui.conftest import Opening, everything_said, headline
from tests.warehouses import CITY, A, B, C, publish

PAGES = ("closed_loop", "services", "deliberation")
AS_OF = date(2026, 9, 30)
STATION, GRID = "新源红驿站", "网格"


def case(number: int, **row: Any) -> dict[str, Any]:
    """A case of the station that went through all five stages, unless ``row`` says otherwise (None: not reached)."""
    return {
        "case_id": f"{number}",
        "system": STATION,
        "area_code": A,
        "channel": "微信公众号",
        "department": "区住建局",
        "reported_at": "2026-07-01 08:00",
        "filed_at": "2026-07-01 08:00",
        "dispatched_at": "2026-07-01 10:00",
        "handled_at": "2026-07-02 10:00",
        "fed_back_at": "2026-07-02 12:00",
        "closed_at": "2026-07-02 12:00",
        "evaluated_at": "2026-07-05 12:00",
        "due_at": "2026-07-08 08:00",
        "due_from": "export",
        "is_returned": False,
    } | row


UNHANDLED = dict(handled_at=None, fed_back_at=None, closed_at=None, evaluated_at=None)
CASES = [
    *(case(n) for n in range(5)),
    *(case(n, channel="说事亭", department="区城管局", evaluated_at=None, due_from="limit") for n in range(5, 8)),
    case(8, **UNHANDLED, due_at=None, due_from=None),
    case(9, **UNHANDLED, is_returned=True),
    *(
        case(
            20 + n, system=GRID, area_code=B, channel="网格员", dispatched_at=None, fed_back_at=None, evaluated_at=None
        )
        for n in range(2)
    ),
]
"""Ten at the station: ten taken on and assigned, eight handled and fed back, five evaluated; two of the grid."""


@pytest.fixture(scope="session")
def working_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("working") / "warehouse"
    kinds = ["proactive", "direct", "direct", "forward", "agent"]
    items = [
        {
            "item_id": f"i{n}",
            "area_code": A,
            "item_name": f"事项{n}",
            "item_kind": kind,
            "limit_value": 3.0 if n else None,
        }
        | {"limit_unit": "work_day" if n else None, "is_posted": n < 4}
        for n, kind in enumerate(kinds)
    ]
    wishes = [
        {"wish_id": f"w{n}", "area_code": A, "wish_kind": "助老", "collected_on": date(2026, 7, 1)}
        | {"claimed_on": date(2026, 7, 3) if n < 9 else None, "fulfilled_on": date(2026, 7, 9) if n < 6 else None}
        for n in range(12)
    ]
    sites = [
        {"site_id": f"s{n}", "area_code": code, "period": AS_OF, "site_name": f"{n}号点", "has_fibre": True}
        | {"invest_yuan": 88000, "approval_items": 100, "saving_yuan": 47000}
        for n, code in enumerate((A, B))
    ]
    halls = [
        {"hall_id": f"h{n}", "area_code": code, "hall_name": f"{n}号厅", "sittings_per_year": 52}
        for n, code in enumerate((A, B, C))
    ]
    matters = [
        {"matter_id": f"m{n}", "area_code": (A, B, C)[n % 3], "hall_id": f"h{n % 3}", "collected_on": date(2026, 7, 1)}
        | {
            "deliberated_on": date(2026, 7, 8),
            "is_decided": n < 3,
            "implemented_on": date(2026, 8, 1) if n < 2 else None,
        }
        | {"result_kind": "充电桩" if n < 2 else None, "result_count": 17 if n < 2 else None}
        for n in range(4)
    ]
    tables = {"area": CITY, "case": CASES, "service_item": items, "wish": wishes, "service_site": sites}
    publish(path, tables | {"hall": halls, "deliberation": matters}, AS_OF)
    return path


def said(app: AppTest) -> str:
    return re.sub(r"<[^>]+>|\*\*", "", headline(app))


def charts(app: AppTest) -> dict[str, str]:
    """Text alternatives of the charts by their key."""
    return {element.proto.id.rsplit("-chart_", 1)[-1]: element.proto.alt for element in app.get("plotly_chart")}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_page_is_drawn_and_speaks_its_language(open_page: Opening, working_city: Path, page: str, language: str):
    app = open_page(working_city, page, lang=language)
    assert not app.exception and not app.error and not app.warning
    text = re.sub(r"<[^>]+>|`[^`]*`|:material/\w+:|:(green|orange|gray)\[", " ", everything_said(app))
    text += " ".join(charts(app).values())
    if language == "zh":
        assert re.findall(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}", text) == []
    assert re.search(r"\d", said(app))


@pytest.mark.parametrize("page", PAGES)
def test_nothing_imported_is_a_sentence_not_a_zero(open_page: Opening, small_city: Path, page: str):
    app = open_page(small_city, page, lang="en")
    assert not app.exception and not app.metric and not app.get("plotly_chart")
    assert "No export of this kind was imported yet" in app.info[0].value
    assert not re.search(r"\d", said(app))


def test_the_loop_by_hand(open_page: Opening, working_city: Path):
    app = open_page(working_city, "closed_loop", lang="en", system=STATION)
    assert said(app).startswith(
        "Xinyuan Red Station (Guangyang): of 10 cases reported 50.0% reached the last recorded stage, “Evaluated by residents”; "
        "most fall away between “Result fed back” and “Evaluated by residents”: 3 (37.5%)"
    )
    alt = next(text for key, text in charts(app).items() if key.startswith("stages"))
    assert alt.startswith(
        "Request accepted 10 (100.0%), Assigned and supervised 10 (100.0%), Problem solved 8 (80.0%), Result fed back 8 (80.0%)"
    )
    assert "Reported" not in alt, "a time that stands in for a stage is none"
    assert "Deliberated" in everything_said(app), "what the system does not have is said"


def test_side_states_and_clocks_keep_unknown_apart_from_none(open_page: Opening, working_city: Path):
    app = open_page(working_city, "closed_loop", lang="en", system=STATION)
    beside = charts(app)["side_states"]
    assert "Returned by the unit 1 cases (10.0%)" in beside
    assert "Void 0 cases" in beside, "the system can tell that none is void"
    assert "Merged" not in beside
    assert any("Not recorded: " in c.value and "Merged with another" in c.value for c in app.caption)
    assert charts(app)["clocks"] == (
        "stated in the export 6 cases (60.0%), computed from a limit 3 cases (30.0%), no deadline 1 cases (10.0%)."
    )
    assert "quarter_hours" not in charts(app), "no system records them"


def test_the_choice_of_system_lives_in_the_url(open_page: Opening, working_city: Path):
    app = open_page(working_city, "closed_loop", lang="zh", system=GRID)
    assert said(app).startswith("网格事件：上报 2 件")
    assert "未记录" in next(text for key, text in charts(app).items() if key.startswith("stages"))
    assert said(open_page(working_city, "closed_loop", lang="zh", system="no such")).startswith(
        "新源红驿站：上报 10 件"
    )


def test_channels_are_told_apart_by_how_they_are_used(open_page: Opening, working_city: Path):
    app = open_page(working_city, "closed_loop", lang="en")
    rows = {row[0]: row[1:3] for row in app.dataframe[0].value.itertuples(index=False)}
    assert rows == {"微信公众号": ("online", 7), "说事亭": ("in person", 3), "网格员": ("found by staff", 2)}


@pytest.mark.parametrize(
    ("channel", "mode"),
    [
        ("微信公众号", "online"),
        ("说事箱", "offline"),
        ("12345热线", "phone"),
        ("网格员上报", "patrol"),
        ("群众", None),
        (None, None),
    ],
)
def test_the_name_of_a_channel_tells_how_it_is_used(channel: str | None, mode: str | None):
    assert channel_mode(channel) == mode


def test_services_by_hand(open_page: Opening, working_city: Path):
    app = open_page(working_city, "services", lang="en")
    assert said(app) == (
        "5 service items, 4 of them posted; of 12 wishes 75.0% were claimed and 50.0% fulfilled; "
        "2 service sites at 88,000 yuan each, 200 approval items handled"
    )
    assert charts(app)["item_kinds"].startswith("offered unasked 1 items (20.0%), handled on the spot 2 items (40.0%)")
    assert charts(app)["towns"] == "河西街道 200 items (100.0%)."
    assert charts(app)["wishes"].startswith("Collected 12 (100.0%), Claimed 9 (75.0%), Fulfilled 6 (50.0%)")
    limits = app.dataframe[0].value.iloc[:, 3].to_list()
    assert limits.count("3 working days") == 4 and limits.count("missing") == 1


def test_sittings_and_matters_are_two_counts(open_page: Opening, working_city: Path):
    app = open_page(working_city, "deliberation", lang="en")
    assert said(app).startswith("3 council halls treated 4 matters, 1.33 a hall")
    assert "by their own account they sit 156 times a year" in said(app)
    assert "they sat" not in said(app), "no register of sittings was imported: unknown, not none"
    assert "Sittings held not recorded" in charts(app)["two_counts"]
    assert "Questions collected 4 (100.0%), Talked over 4 (100.0%), Carried out 2 (50.0%)" in charts(app)["steps"]
    assert "Not recorded: Topics agreed" in charts(app)["steps"]
    assert charts(app)["results"].startswith("充电桩 34")
    assert "Many sittings, few matters" in everything_said(app), "156 sittings a year against 4 matters"
