"""Synthetic frames in the shapes of ``measures.value`` and ``explore``; invented figures, real area names."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

import polars as pl
import pytest

COUNTIES = {
    "131102": "桃城区",
    "131103": "冀州区",
    "131121": "枣强县",
    "131122": "武邑县",
    "131123": "武强县",
    "131124": "饶阳县",
    "131125": "安平县",
    "131126": "故城县",
    "131127": "景县",
    "131128": "阜城县",
    "131171": "高新区",
    "131182": "深州市",
}
SCHEMA = {
    "area_code": pl.String,
    "area_name": pl.String,
    "level": pl.String,
    "period": pl.String,
    "category": pl.String,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "value": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "standard": pl.Float64,
    "verdict": pl.String,
    "whole": pl.Float64,
    "verdict_whole": pl.String,
    "state": pl.String,
    "areas": pl.Int64,
    "areas_missing": pl.Int64,
    "note": pl.String,
}


@dataclass(frozen=True)
class FakeIndicator:
    """The part of ``catalogue.Indicator`` that pictures read."""

    id: str
    unit: str
    direction: str = "higher"
    kind: str = "proportion"
    digits: int = 2
    sampling: bool = False
    events: bool = False
    standard: str | None = "any"
    title: dict = field(default_factory=dict, hash=False, compare=False)


def row(code: str, name: str, value: float | None, **other) -> dict:
    base = dict.fromkeys(SCHEMA)
    base |= dict(
        area_code=code,
        area_name=name,
        level="county",
        period="2026Q3",
        value=value,
        state="ok" if value is not None else "missing",
        verdict="not_compared",
        areas=10,
        areas_missing=0,
    )
    return base | other


def frame(rows: list[dict]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA)


def judge(value: float, lower: float | None, upper: float | None, standard: float, direction: str) -> str:
    low, high = (lower, upper) if lower is not None else (value, value)
    if low <= standard <= high and lower is not None:
        return "similar"
    return "better" if (value >= standard) == (direction == "higher") else "worse"


@pytest.fixture
def closure() -> FakeIndicator:
    return FakeIndicator("closure_rate", "percent", sampling=True, title={"zh": "按期结案率", "en": "On-time closure"})


@pytest.fixture
def area_rate() -> FakeIndicator:
    return FakeIndicator(
        "premises",
        "m2_per_100_households",
        kind="ratio",
        digits=1,
        title={"zh": "每百户用房面积", "en": "Premises per 100 households"},
    )


@pytest.fixture
def days() -> FakeIndicator:
    return FakeIndicator(
        "days_to_close",
        "days",
        direction="lower",
        kind="duration",
        digits=1,
        title={"zh": "结案用时", "en": "Days to close"},
    )


@pytest.fixture
def case_count() -> FakeIndicator:
    return FakeIndicator(
        "cases", "cases", direction="none", kind="count", digits=0, title={"zh": "诉求量", "en": "Cases"}
    )


@pytest.fixture
def closure_values() -> pl.DataFrame:
    """Twelve counties: intervals, three verdicts, one too few (value kept back), one missing."""
    draw = random.Random(4)
    rows = []
    for i, (code, name) in enumerate(COUNTIES.items()):
        if i in (4, 9):
            rows.append(row(code, name, None, standard=95.0, state="missing" if i == 4 else "too_few"))
            continue
        n, value = draw.randint(60, 4000), draw.uniform(86, 99)
        half = 196 * math.sqrt(value / 100 * (1 - value / 100) / n)
        lower, upper = value - half, min(value + half, 100)
        rows.append(
            row(
                code,
                name,
                value,
                numerator=n * value / 100,
                denominator=float(n),
                lower=lower,
                upper=upper,
                standard=95.0,
                verdict=judge(value, lower, upper, 95.0, "higher"),
                areas_missing=i % 3,
            )
        )
    return frame(rows)


@pytest.fixture
def premises_values() -> pl.DataFrame:
    """No interval (a census): two classes on each side of 30, one county missing."""
    numbers = [21.1, 30.3, 25.1, 32.1, 32.8, 16.0, 14.4, 39.1, 21.8, None, 12.2, 47.9]
    return frame(
        [
            row(
                code,
                name,
                v,
                standard=30.0,
                denominator=12000.0,
                verdict="not_compared" if v is None else "better" if v >= 30 else "worse",
            )
            for (code, name), v in zip(COUNTIES.items(), numbers, strict=True)
        ]
    )


@pytest.fixture
def own_standards() -> pl.DataFrame:
    return frame(
        [
            row("131102", "桃城区", 28.0, standard=30.0, verdict="worse"),
            row("131103", "冀州区", 28.0, standard=25.0, verdict="better"),
            row("131121", "枣强县", 9.0, standard=25.0, verdict="worse"),
        ]
    )


@pytest.fixture
def series() -> pl.DataFrame:
    draw = random.Random(2)
    rows = []
    for i in range(12):
        period = f"{2025 + (i + 9) // 12}-{(i + 9) % 12 + 1:02d}"
        value = None if i == 4 else 91 + i * 0.45 + draw.uniform(-1, 1)
        extra = (
            {}
            if value is None
            else dict(
                lower=value - 1.6,
                upper=value + 1.6,
                denominator=900.0,
                verdict=judge(value, value - 1.6, value + 1.6, 95.0, "higher"),
            )
        )
        rows.append(row("131100", "衡水市", value, period=period, standard=95.0, **extra))
    return frame(rows)


@pytest.fixture
def categories() -> pl.DataFrame:
    words = [
        ("物业纠纷", 2310.0, 82.0),
        ("供热供暖", 1250.0, 90.5),
        ("噪声扰民", 640.0, 96.3),
        ("占道经营与流动摊贩管理", 322.0, 94.0),
        (None, 41.0, 97.0),
    ]
    return frame(
        [
            row(
                "131100",
                "衡水市",
                v,
                category=c,
                denominator=n,
                standard=95.0,
                lower=v - 300 / n**0.5 * 0.5,
                upper=min(v + 300 / n**0.5 * 0.5, 100),
                verdict=judge(v, v - 150 / n**0.5, v + 150 / n**0.5, 95.0, "higher"),
            )
            for c, n, v in words
        ]
    )


@pytest.fixture
def category_counts(categories: pl.DataFrame) -> pl.DataFrame:
    return categories.with_columns(
        value=pl.col("denominator") * 6,
        lower=None,
        upper=None,
        standard=None,
        denominator=None,
        verdict=pl.lit("not_compared"),
    ).cast(SCHEMA)


@pytest.fixture
def premises() -> pl.DataFrame:
    """120 communities as in the explore frame; two without an area."""
    draw = random.Random(1)
    rows = []
    for i in range(120):
        households = draw.randint(500, 4500) if i else 6100
        area = None if i in (7, 9) else max(80.0, draw.gauss(600, 320))
        required = max(500.0, households * 0.3)
        rows.append(
            dict(
                area_code=f"131102004{i:03d}",
                area_name=f"第{i}社区",
                county_code="131102",
                county_name="桃城区",
                households=households,
                floor_area_m2=area,
                required_m2=required,
                meets_ratio=None if area is None else area * 100 >= 30 * households,
                meets_floor=None if area is None else area >= 500,
                lon=115.55 + draw.random() * 0.3,
                lat=37.62 + draw.random() * 0.25,
            )
        )
    return pl.DataFrame(rows)


@pytest.fixture
def flow() -> pl.DataFrame:
    draw = random.Random(3)
    rows, backlog = [], 1000
    for i in range(12):
        reported = 6900 + 250 * i + draw.randint(-300, 300)
        closed = reported - draw.randint(-50, 500)
        backlog += reported - closed
        rows.append(
            dict(
                period=f"{2025 + (i + 9) // 12}-{(i + 9) % 12 + 1:02d}",
                reported=reported,
                closed=closed,
                backlog=backlog,
                overdue=backlog // 5,
            )
        )
    return pl.DataFrame(rows)


@pytest.fixture
def sources() -> pl.DataFrame:
    rows = [
        (year, kind, source, amount * (1 + (year - 2024) * 0.1))
        for year in (2024, 2025, 2026)
        for kind, source, amount in (
            ("work", "县级财政", 5_200_000.0),
            ("work", "市级财政", 1_500_000.0),
            ("work", "街道自筹", 320_000.0),
            ("service_masses", "县级财政", 3_900_000.0),
            ("service_masses", "党费补助", 820_000.0),
            ("service_masses", "未注明", 90_000.0),
        )
    ]
    return pl.DataFrame(
        [
            dict(year=y, fund_kind=k, source_kind=s, budget_yuan=a * 1.1, allocated_yuan=a, spent_yuan=a * 0.8)
            for y, k, s, a in rows
        ]
    )


@pytest.fixture
def county_points() -> pl.DataFrame:
    return pl.DataFrame({"area_code": ["131171"], "area_name": ["高新区"], "lon": [115.75], "lat": [37.78]})


@pytest.fixture
def neighbourhoods() -> tuple[pl.DataFrame, pl.DataFrame]:
    """A city without boundaries: value frame and points."""
    names = [
        "Allston",
        "Back Bay",
        "Beacon Hill",
        "Brighton",
        "Charlestown",
        "Dorchester",
        "Downtown",
        "East Boston",
        "Fenway",
        "Hyde Park",
        "Jamaica Plain",
        "Mattapan",
        "Mission Hill",
        "North End",
        "Roslindale",
        "Roxbury",
        "South Boston",
        "South End",
        "West End",
        "West Roxbury",
    ]
    places = [
        (-71.13, 42.355),
        (-71.08, 42.35),
        (-71.07, 42.358),
        (-71.15, 42.35),
        (-71.06, 42.378),
        (-71.065, 42.30),
        (-71.058, 42.356),
        (-71.03, 42.375),
        (-71.10, 42.342),
        (-71.125, 42.255),
        (-71.115, 42.31),
        (-71.09, 42.277),
        (-71.103, 42.332),
        (-71.054, 42.365),
        (-71.13, 42.285),
        (-71.085, 42.32),
        (-71.045, 42.335),
        (-71.075, 42.341),
        (-71.065, 42.364),
        (-71.16, 42.28),
    ]
    draw = random.Random(8)
    rows = []
    for i, name in enumerate(names):
        v = draw.uniform(70, 99)
        rows.append(
            row(
                f"bos-{i}",
                name,
                v,
                standard=85.0,
                denominator=400.0,
                lower=v - 3,
                upper=min(100, v + 3),
                verdict=judge(v, v - 3, v + 3, 85.0, "higher"),
            )
        )
    points = pl.DataFrame(
        {
            "area_code": [f"bos-{i}" for i in range(len(names))],
            "area_name": names,
            "lon": [p[0] for p in places],
            "lat": [p[1] for p in places],
        }
    )
    return frame(rows), points
