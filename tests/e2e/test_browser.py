"""What only a browser can tell: cold links, clicks on the map, downloads, who is asked for what, narrow windows."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest
from PIL import Image

from biaochi.charts.geometry import fit, inside, polygons_of, to_screen, vertices
from biaochi.charts.map import PADDING
from biaochi.engine import open_engine
from biaochi.reference import county_boundaries
from biaochi.ui.mapview import NARROW, WIDE
from biaochi.ui.navigation import PAGES
from tests.e2e.conftest import Serving, drawn
from tests.warehouses import CITY, publish

SHENZHOU = "131182"


def path_of(page: str) -> str:
    return "" if page == "overview" else page


def query(page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def area_filter(page) -> str:
    return page.locator(".st-key-choice_area input").input_value()


def test_cold_deep_link_goes_through_the_shell(serving: Serving, demo_warehouse: Path, desktop):
    """The very first request after a start names a page below the entry: it must not run that page alone."""
    address = serving(demo_warehouse)
    desktop.goto(f"{address}/cases?area=131102&lang=en")
    drawn(desktop)
    assert desktop.get_by_test_id("stTopNavLinkContainer").count() or desktop.get_by_text("Volunteering").count()
    assert "Demo data: synthetic" in desktop.inner_text("body")
    assert "桃城区" in area_filter(desktop)
    assert desktop.locator("h1").inner_text().startswith("Of ")
    assert desktop.evaluate("document.documentElement.lang") == "en"


def test_map_is_drawn_and_a_click_drills_into_the_district(app: str, demo_warehouse: Path, desktop):
    desktop.goto(app)
    drawn(desktop)
    chart = desktop.get_by_test_id("stDeckGlJsonChart").first
    chart.scroll_into_view_if_needed()
    canvas = chart.locator("canvas").first
    canvas.wait_for()
    desktop.wait_for_function(
        "() => document.querySelector('[data-testid=stDeckGlJsonChart] canvas').getBoundingClientRect().height > 300"
    )
    colours = colours_of(chart, desktop)
    assert len(colours) > 20, "a blank canvas has one colour"
    x, y = free_place(demo_warehouse, SHENZHOU)
    box = chart.bounding_box()
    desktop.mouse.click(box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y)
    desktop.wait_for_url(f"**area={SHENZHOU}*")
    drawn(desktop)
    assert "深州市" in area_filter(desktop)
    desktop.get_by_role("button", name="衡水市 ›").click()
    desktop.wait_for_url("**area=131100*")


def colours_of(chart, page) -> set[tuple[int, int, int]]:
    """The colours of the map once it has been drawn."""
    for _ in range(40):
        image = Image.open(io.BytesIO(chart.screenshot())).convert("RGB")
        colours = {colour for _, colour in image.getcolors(maxcolors=1 << 24)}
        if len(colours) > 20:
            return colours
        page.wait_for_timeout(500)
    return colours


def follow(page, entry: str, name: str) -> None:
    """Open one of the five entries of the navigation and choose a page."""
    page.get_by_test_id("stTopNavSection").filter(has_text=entry).click()
    page.get_by_test_id("stTopNavDropdownLink").filter(has_text=name).click()


def test_the_navigation_has_five_entries(app: str, desktop):
    desktop.goto(f"{app}/?lang=zh")
    drawn(desktop)
    entries = desktop.locator("[data-testid=stTopNavSection], [data-testid=stTopNavLink]").all_inner_texts()
    assert [entry.split()[0] for entry in entries] == ["总览", "对标达标", "诉求办理", "区县对比", "更多"]


def free_place(warehouse: Path, county: str) -> tuple[float, float]:
    """Pixels from the middle of the map to a place inside ``county`` that is far from every community's dot."""
    engine = open_engine(warehouse)
    areas = engine.areas.filter(pl.col("area_code").str.starts_with(engine.home[:4]))  # the demo holds other places, too
    counties = areas.filter(pl.col("level") == "county")["area_code"].to_list()
    shapes = county_boundaries(counties)
    dots = areas.filter(
        (pl.col("level") == "community") | ~pl.col("area_code").is_in([s["properties"]["area_code"] for s in shapes]),
        pl.col("lon").is_not_null(),
    )
    dots = dots.filter(pl.col("level").is_in(["community", "county"]))
    points = [(row["lon"], row["lat"]) for row in dots.iter_rows(named=True)]
    view = fit([v for shape in shapes for v in vertices(shape["geometry"])] + points, WIDE, PADDING)
    taken = [to_screen(lon, lat, view, WIDE) for lon, lat in points]
    shape = next(s for s in shapes if s["properties"]["area_code"] == county)
    rings = [[to_screen(p[0], p[1], view, WIDE) for p in ring] for ring in polygons_of(shape["geometry"])[0]]
    places = [(float(x), float(y)) for x in range(0, WIDE[0], 6) for y in range(0, WIDE[1], 6) if inside((x, y), rings)]
    best = max(places, key=lambda at: min((at[0] - x) ** 2 + (at[1] - y) ** 2 for x, y in taken))
    return best[0] - WIDE[0] / 2, best[1] - WIDE[1] / 2


def test_download_holds_what_the_table_shows(app: str, desktop):
    desktop.goto(f"{app}/facilities?lang=zh")
    drawn(desktop)
    heading = desktop.locator("#below")
    heading.wait_for()
    desktop.locator(".st-key-download_below_beside_csv button").first.scroll_into_view_if_needed()
    with desktop.expect_download() as waiting:
        desktop.locator(".st-key-download_below_beside_csv button").first.click()
    name, data = waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()
    assert name.startswith("未达标社区_衡水市_2026")
    assert name.endswith(".csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    desktop.get_by_test_id("stDataFrame").first.scroll_into_view_if_needed()
    desktop.wait_for_selector("[data-testid=stDataFrame] table[role=grid] tbody tr", state="attached")
    shown = desktop.evaluate(
        """() => { const grid = document.querySelector('[data-testid=stDataFrame] table[role=grid]');
                   const texts = row => [...row.children].map(cell => cell.innerText || cell.textContent);
                   return {head: texts(grid.querySelector('thead tr')), body: [...grid.querySelectorAll('tbody tr')].map(texts),
                           rows: +grid.getAttribute('aria-rowcount')}; }"""
    )
    assert rows[0] == shown["head"]
    assert len(rows) == shown["rows"], "header and as many rows as the table has"
    assert len(shown["body"]) >= 5
    for expected, row in zip(rows[1:], shown["body"], strict=False):
        assert [plain(cell) for cell in row] == [plain(cell or "–") for cell in expected]


def plain(cell: str) -> str | float:
    """A cell as a number where it is one: the grid tells screen readers 13.7 where it draws 13.70."""
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return cell


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_asks_any_other_host(app: str, desktop, language: str):
    asked: set[str] = set()
    desktop.on("request", lambda request: asked.add(urlsplit(request.url).netloc or urlsplit(request.url).scheme))
    desktop.on("websocket", lambda socket: asked.add(urlsplit(socket.url).netloc))
    for page in PAGES:
        desktop.goto(f"{app}/{path_of(page)}?lang={language}")
        drawn(desktop)
        desktop.wait_for_load_state("networkidle")
    assert urlsplit(app).netloc in asked
    assert asked <= {urlsplit(app).netloc, "data", "blob"}


def test_second_language_keeps_the_view(app: str, desktop):
    desktop.goto(f"{app}/facilities?area=131102")
    drawn(desktop)
    assert "个社区" in desktop.locator("h1").inner_text()
    desktop.get_by_role("button", name="EN", exact=True).click()
    desktop.wait_for_function("() => document.querySelector('h1').innerText.includes('communities')")
    assert query(desktop)["lang"] == "en"
    assert query(desktop)["area"] == "131102"
    follow(desktop, "Requests", "Handling of requests")
    desktop.wait_for_url("**/cases?**")
    drawn(desktop)
    assert query(desktop) == query(desktop) | {"lang": "en", "area": "131102"}


def test_back_button_leaves_the_page(app: str, desktop):
    """Completing the URL of a page must not make a trap for the browser's back button."""
    desktop.goto(f"{app}/?area=131102")
    drawn(desktop)
    follow(desktop, "对标达标", "用房达标")
    desktop.wait_for_url("**/facilities?**")
    drawn(desktop)
    for _ in range(3):
        desktop.go_back()
        drawn(desktop)
        if "/facilities" not in desktop.url:
            break
    assert "/facilities" not in desktop.url


def test_one_click_copies_a_link_that_names_every_choice(app: str, desktop):
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=app)
    desktop.goto(f"{app}/cases?area=131102&lang=en")
    drawn(desktop)
    desktop.get_by_role("button", name="Copy link").click()
    desktop.get_by_role("button", name="Copied").wait_for()
    copied = urlsplit(desktop.evaluate("navigator.clipboard.readText()"))
    assert copied.path == "/cases"
    choices = {name: values[0] for name, values in parse_qs(copied.query).items()}
    assert choices.keys() >= {"area", "period", "standard", "households", "lang"}
    assert (choices["area"], choices["lang"]) == ("131102", "en")


def test_a_finding_leads_to_its_area(app: str, desktop):
    desktop.goto(app)
    drawn(desktop)
    finding = desktop.locator("[class*='st-key-attention_'] button").first
    code = finding.evaluate("e => e.closest('[class*=st-key-attention_]').className.match(/_(\\d{6})/)[1]")
    finding.focus()
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(f"**area={code}*")


def test_a_printed_page_has_no_controls(app: str, desktop):
    desktop.goto(f"{app}/facilities")
    drawn(desktop)
    desktop.locator("[class*='st-key-downloads_'] button").first.wait_for()
    desktop.emulate_media(media="print")
    assert desktop.locator("h1").is_visible()
    controls = desktop.locator(".st-key-filters, [class*='st-key-downloads_']")
    assert controls.count() >= 2
    assert not any(controls.nth(at).is_visible() for at in range(controls.count()))


@pytest.mark.parametrize("page", PAGES)
def test_phone_has_no_sideways_scroll(app: str, phone, page: str):
    phone.goto(f"{app}/{path_of(page)}?lang=en")
    drawn(phone)
    phone.wait_for_selector('.st-key-filters [data-testid="stPopover"]')
    drawn(phone)
    assert phone.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert phone.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]'); return main.scrollWidth - main.clientWidth }"
    ) <= 0  # fmt: skip


def test_phone_shows_two_figures_a_row_and_a_map_of_320_pixels(app: str, phone):
    phone.goto(app)
    drawn(phone)
    phone.wait_for_selector('.st-key-filters [data-testid="stPopover"]')
    drawn(phone)
    first, second, third = (phone.get_by_test_id("stMetric").nth(at).bounding_box() for at in range(3))
    assert abs(first["y"] - second["y"]) < 4
    assert third["y"] > first["y"] + 50
    chart = phone.get_by_test_id("stDeckGlJsonChart").first
    chart.scroll_into_view_if_needed()
    assert abs(chart.bounding_box()["height"] - NARROW[1]) <= 2
    assert phone.locator(".st-key-filters [data-testid=stSelectbox]").count() == 0, "the filters are folded away"


def test_desktop_shows_sentence_figures_and_the_top_of_the_map_without_scrolling(app: str, desktop):
    desktop.goto(app)
    drawn(desktop)
    chart = desktop.get_by_test_id("stDeckGlJsonChart").first
    chart.wait_for()
    assert chart.bounding_box()["y"] < 700
    heights = {round(desktop.get_by_test_id("stMetric").nth(at).bounding_box()["y"]) for at in range(5)}
    assert len(heights) == 1


def test_an_open_page_picks_up_a_new_snapshot(serving: Serving, tmp_path: Path, desktop):
    from datetime import date

    day = date(2026, 9, 30)
    households = [{"area_code": row["area_code"], "period": day, "households_resident": 1000} for row in CITY[-4:]]

    def premises(*floor_areas: float) -> list[dict]:
        return [
            {"facility_id": str(at), "period": day, "area_code": CITY[-4 + at]["area_code"], "floor_area_m2": area}
            for at, area in enumerate(floor_areas)
        ]

    publish(tmp_path, {"area": CITY, "community": households, "facility": premises(300.0, 100.0)}, day)
    desktop.goto(f"{serving(tmp_path)}/facilities?lang=en")
    drawn(desktop)
    assert "1 of 2 communities" in desktop.locator("h1").inner_text()
    publish(tmp_path, {"facility": premises(300.0, 100.0, 50.0, 60.0)}, day)
    desktop.wait_for_function("() => document.querySelector('h1').innerText.includes('3 of 4 communities')")
