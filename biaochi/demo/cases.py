"""Three years of cases: drawn category by category with seasons, lognormal durations and limits, all vectorised."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import polars as pl

from biaochi.demo.city import communities
from biaochi.demo.recipe import random_for, recipe
from biaochi.demo.stocks import latest_households
from biaochi.demo.stories import with_stories

DAY = 24 * 60  # times are minutes since the first day

CHANNELS = {
    # system, channel, weight
    "物业纠纷": [("12345", "电话", 62), ("12345", "微信", 20), ("网格", "网格员", 18)],
    "供热": [("12345", "电话", 76), ("12345", "微信", 16), ("网格", "网格员", 8)],
    "环境卫生": [("数字城管", "监督员", 46), ("网格", "网格员", 28), ("12345", "电话", 18), ("12345", "微信", 8)],
    "公共设施": [("数字城管", "监督员", 40), ("网格", "网格员", 26), ("12345", "电话", 24), ("12345", "微信", 10)],
    "": [("12345", "电话", 58), ("12345", "微信", 20), ("12345", "网站", 6), ("网格", "网格员", 16)],
}
CLASSES = {"政策咨询": [("咨询", 95), ("建议", 5)], "养老助残": [("求助", 80), ("咨询", 20)]}
USUAL_CLASSES = [("投诉", 62), ("求助", 24), ("举报", 9), ("建议", 5)]
SATISFIED = ["非常满意", "满意", "基本满意", "一般", "不满意", "非常不满意"]
WHEN_SOLVED = [0.30, 0.48, 0.14, 0.05, 0.02, 0.01]
WHEN_NOT = [0.02, 0.08, 0.12, 0.18, 0.38, 0.22]


def _pick(rng: np.random.Generator, options: list, weights: list[float], n: int) -> np.ndarray:
    p = np.asarray(weights, dtype=float)
    return np.asarray(options, dtype=object)[rng.choice(len(options), n, p=p / p.sum())]


def _minutes(day: date) -> int:
    return (day - recipe()["first_day"]).days * DAY


def _reported(rng: np.random.Generator, months: list[float], n: int) -> np.ndarray:
    """Reporting minutes with the category's months, the week and a slow growth over the years."""
    mix = recipe()["cases_mix"]
    days = np.arange(np.datetime64(recipe()["first_day"]), np.datetime64(recipe()["as_of"]) + 1)
    month = days.astype("datetime64[M]").astype(int) % 12
    weekday = (days.astype("datetime64[D]").astype(int) + 3) % 7  # 1970-01-01 was a Thursday
    grown = (1 + mix["growth_per_year"]) ** (np.arange(len(days)) / 365.25)
    weight = np.asarray(months)[month] * np.asarray(mix["weekdays"])[weekday] * grown
    day = rng.choice(len(days), n, p=weight / weight.sum())
    hours = np.asarray(mix["hours"], dtype=float)
    return day * DAY + rng.choice(24, n, p=hours / hours.sum()) * 60 + rng.integers(0, 60, n)


def _delay(rng: np.random.Generator, category: str, place: np.ndarray, reported: np.ndarray) -> np.ndarray:
    """Shift of the log duration: the county's pace, the general improvement, and what gets worse in the recipe."""
    mix, places = recipe()["cases_mix"], communities()
    noise = rng.normal(0, mix["county_noise"], places.height)
    shift = places["delay"].to_numpy()[place] + noise[place] - mix["quicker_per_year"] * reported / (DAY * 365.25)
    county = places["county_code"].to_numpy()[place]
    for worse in recipe()["worsening"]:
        if worse["category"] != category:
            continue
        step = np.zeros(len(place))
        for since, by in worse["by"].items():  # in the order of the file: a later date replaces the earlier step
            step = np.where(reported >= _minutes(date.fromisoformat(since)), by, step)
        shift = shift + np.where(county == worse["county"], step, 0.0)
    return shift


def _category(settings: dict, n: int) -> pl.DataFrame:
    rng = random_for("cases/" + settings["name"])
    mix = recipe()["cases_mix"]
    places = communities()
    weight = latest_households() * places["call"].to_numpy() * random_for("calls").lognormal(0, 0.18, places.height)
    place = rng.choice(places.height, n, p=weight / weight.sum())
    reported = _reported(rng, settings["months"], n)

    urgent = rng.random(n) < settings.get("urgent", mix["urgent"] * 0.4)
    same_day = ~urgent & (rng.random(n) < settings.get("same_day", 0.0))
    limit = np.where(urgent | same_day, 1, settings["days"]) * float(DAY)
    z = NormalDist().inv_cdf(settings["on_time"])
    log_duration = np.log(limit) - z * settings["sigma"] + rng.normal(0, settings["sigma"], n)
    rework = np.where(rng.random(n) < mix["rework"], rng.integers(1, 3, n), 0)
    log_duration += _delay(rng, settings["name"], place, reported) + 0.45 * (rework > 0)
    duration = np.maximum(np.round(np.exp(log_duration)), 5)

    draw = rng.random(n)
    void = draw < mix["void"]
    not_filed = ~void & (draw < mix["void"] + mix["not_filed"])
    deferred = ~void & ~not_filed & (rng.random(n) < mix["deferred"])
    duration = duration * np.where(deferred, 4.0, 1.0)
    stuck = rng.random(n) < mix["stuck"]
    end = _minutes(recipe()["as_of"]) + DAY - 1
    closed = reported + duration
    is_open = void | not_filed | stuck | (closed > end)
    late = closed > reported + limit

    callback = ~is_open & (rng.random(n) < mix["callback"])
    solved = rng.random(n) < np.where(late, mix["solved_late"], mix["solved_on_time"])
    mood = np.where(solved, _pick(rng, SATISFIED, WHEN_SOLVED, n), _pick(rng, SATISFIED, WHEN_NOT, n))
    channels = CHANNELS.get(settings["name"], CHANNELS[""])
    channel = rng.choice(len(channels), n, p=np.array([c[2] for c in channels]) / sum(c[2] for c in channels))
    classes = CLASSES.get(settings["name"], USUAL_CLASSES)

    filed = np.minimum(reported + np.round(rng.exponential(35, n)), end)
    no_deadline = rng.random(n) < mix["no_deadline"]
    yes_no = np.array(["否", "是"], dtype=object)
    return pl.DataFrame(
        {
            "place": place,
            "system": np.array([c[0] for c in channels], dtype=object)[channel],
            "channel": np.array([c[1] for c in channels], dtype=object)[channel],
            "case_class": _pick(rng, [c[0] for c in classes], [c[1] for c in classes], n),
            "category_l1": [settings["name"]] * n,
            "category_l2": _pick(rng, settings["sub"], [3, 2.4, 1.8, 1.2][: len(settings["sub"])], n),
            "urgency": np.where(urgent, "紧急", np.where(same_day, "当日办结", "一般")),
            "department": [settings["department"]] * n,
            "reported": reported.astype(float),
            "filed": np.where(not_filed | void, np.nan, np.minimum(filed, np.where(is_open, end, closed))),
            "closed": np.where(is_open, np.nan, closed),
            "due": np.where(no_deadline, np.nan, reported + limit),
            "deferred": yes_no[deferred.astype(int)],
            "void": yes_no[void.astype(int)],
            "rework": rework,
            "callback_valid": np.where(is_open, "", yes_no[callback.astype(int)]),
            "contacted": np.where(callback, yes_no[(rng.random(n) < mix["contacted"]).astype(int)], ""),
            "solved": np.where(callback, yes_no[solved.astype(int)], ""),
            "satisfaction": np.where(callback, mood, np.where(is_open, "", "未评价")),
            "status": np.where(void, "作废", np.where(not_filed, "不予受理", np.where(is_open, "办理中", "已办结"))),
        },
        schema_overrides={
            n: pl.String for n in ("system", "channel", "case_class", "category_l2", "urgency", "deferred", "void")
        }
        | {n: pl.String for n in ("callback_valid", "contacted", "solved", "satisfaction", "status")},
    )


@lru_cache(maxsize=1)
def cases() -> pl.DataFrame:
    """All cases by reporting time: case_id, area_code, area_name, county_name, four clocks (null = not yet), the first closing
    and the re-opening of those that were opened again, and the rest as the words a bureau writes (是/否/empty)."""
    shares = np.array([c["share"] for c in recipe()["category"]], dtype=float)
    counts = np.floor(shares / shares.sum() * recipe()["cases"]).astype(int)
    counts[0] += recipe()["cases"] - counts.sum()
    frame = pl.concat(_category(c, int(n)) for c, n in zip(recipe()["category"], counts, strict=True))
    origin = pl.lit(recipe()["first_day"]).cast(pl.Datetime("us"))
    clocks = [
        (origin + pl.duration(minutes=pl.col(n).fill_nan(None).cast(pl.Int64))).alias(f"{n}_at")
        for n in ("reported", "filed", "closed", "due")
    ]
    places = communities().select("area_code", "area_name", "county_name").with_row_index("place")
    drawn = (
        frame.with_columns(pl.col("place").cast(pl.UInt32), *clocks)
        .drop("reported", "filed", "closed", "due")
        .join(places, on="place", how="left", maintain_order="left")
        .sort("reported_at", maintain_order=True)
        .with_row_index("number", offset=1)
        .with_columns(
            case_id=pl.format(
                "HS{}-{}", pl.col("reported_at").dt.strftime("%Y%m"), pl.col("number").cast(pl.String).str.zfill(7)
            )
        )
        .drop("number", "place")
    )
    return with_stories(drawn)
