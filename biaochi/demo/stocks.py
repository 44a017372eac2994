"""What the demo city has at each quarter's end: households, premises, volunteers; and its grids, teams and staff.

Every frame has one row per thing and date and joins on ``area_code``. The last quarter is drawn first and the past is
walked back from it, because the published totals (domain A.7) hold for the latest state.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np
import polars as pl

from biaochi.demo.city import communities, silent_communities
from biaochi.demo.recipe import quarter_ends, random_for, recipe


def _quarters() -> list[date]:
    return quarter_ends(recipe()["first_day"], recipe()["as_of"])


def without_silent(frame: pl.DataFrame) -> pl.DataFrame:
    """Drop what the silent communities would have sent for the last quarter."""
    gone = pl.col("area_code").is_in(silent_communities()) & (pl.col("period") == recipe()["as_of"])
    return frame.filter(~gone)


@lru_cache(maxsize=1)
def latest_households() -> np.ndarray:
    """Resident households of each community (order of ``communities()``) at the as-of date."""
    rng = random_for("households")
    limits = recipe()["households"]
    kind = communities().select(
        pl.when("main_urban").then(pl.lit("main_urban")).when("is_seat").then(pl.lit("seat")).otherwise(pl.lit("other"))
    )
    return np.array([rng.integers(*limits[name]) for name in kind.to_series()])


@lru_cache(maxsize=1)
def community_series() -> pl.DataFrame:
    """Households and population, one row per community and quarter; a seventh of the towns leave 户籍户数 blank."""
    rng = random_for("community")
    settings = recipe()["households"]
    n = communities().height
    floating = rng.uniform(*settings["floating_share"], n)
    registered = rng.uniform(*settings["registered_share"], n)
    persons = rng.uniform(2.45, 3.05, n)
    members = rng.uniform(0.018, 0.045, n)
    land = rng.uniform(0.3, 1.9, n).round(2)
    blank = rng.random(n) < 0.07
    quarters = _quarters()
    frames = []
    for back, period in enumerate(reversed(quarters)):
        wobble = rng.normal(0, 0.0012, n) if back else np.zeros(n)
        residents = np.round(latest_households() / (1 + settings["growth_per_quarter"]) ** back * (1 + wobble)).astype(
            int
        )
        movers = np.round(residents * floating).astype(int)
        people = np.round(residents * persons).astype(int)
        moving_people = np.round(movers * 2.1).astype(int)
        frames.append(
            communities()
            .select("area_code", "area_name", "county_name", "community_type")
            .with_columns(
                period=pl.lit(period),
                households_total=pl.Series(residents + movers),
                households_resident=pl.Series(residents),
                households_registered=pl.Series(np.round(residents * registered).astype(int)),
                households_floating=pl.Series(movers),
                population_total=pl.Series(people + moving_people),
                population_resident=pl.Series(people),
                population_registered=pl.Series(np.round(people * registered).astype(int)),
                population_floating=pl.Series(moving_people),
                resident_groups=pl.Series(np.maximum(residents // 150, 2)),
                party_members=pl.Series(np.round(people * members).astype(int)),
                land_area_km2=pl.Series(land),
                blank=pl.Series(blank),
            )
            .with_columns(households_registered=pl.when("blank").then(None).otherwise("households_registered"))
            .drop("blank")
        )
    return without_silent(pl.concat(reversed(frames)))


def _banded() -> np.ndarray:
    """The communities of the district whose premises the article counts in bands."""
    return (communities()["county_code"] == recipe()["premises"]["county"]).to_numpy()


def _main_urban_areas(rng: np.random.Generator, households: np.ndarray) -> np.ndarray:
    """The bands of A.7: ``ge_500`` premises of 500 m² and more, ``ge_300`` from 300 to below 500, the rest below.
    Larger communities tend to have the larger premises."""
    settings = recipe()["premises"]
    n, large, middle = len(households), settings["ge_500"], settings["ge_300"]
    above = np.round(500 + np.sort(rng.lognormal(4.4, 0.8, large))[::-1], 1)
    above[:3] = np.round(rng.uniform(1010, 1420, 3), 1)
    above[-1] = 500.0  # the boundary itself is in the demo
    between = np.sort((302 + 196 * rng.beta(1, 2.4, middle)).round(1))[::-1]
    between[-1] = 300.0
    below = np.sort(rng.uniform(130, 288, n - large - middle).round(1))[::-1]
    rank = np.argsort(-(households / households.mean() + rng.normal(0, 0.28, n)))
    areas = np.empty(n)
    areas[rank] = np.concatenate([above, between, below])
    return areas


@lru_cache(maxsize=1)
def latest_floor_area() -> np.ndarray:
    """Floor area in use that counts, m² per community at the as-of date."""
    rng = random_for("premises")
    places, households = communities(), latest_households()
    main = _banded()
    ratio = places["ratio"].to_numpy()
    areas = ratio / 100 * households * rng.lognormal(0, recipe()["premises"]["spread"], len(households))
    for code in places.filter(~pl.Series(main))["county_code"].unique(maintain_order=True):
        rows = np.flatnonzero((places["county_code"] == code).to_numpy())
        if ratio[rows[0]] > 32.5:
            areas[rows[0]] = rng.uniform(1020, 1250)  # a demonstration community in the better-off counties
        others = rows[1:] if ratio[rows[0]] > 32.5 else rows
        wanted = ratio[rows[0]] / 100 * households[rows].sum() - areas[np.setdiff1d(rows, others)].sum()
        areas[others] *= wanted / areas[others].sum()
    areas[main] = _main_urban_areas(rng, households[main])
    return _as_told(areas)


def _as_told(areas: np.ndarray) -> np.ndarray:
    """Floor areas (order of ``communities()``) as they are reported: to 0.1 m², in one county in round figures."""
    rounded = recipe()["stories"]["rounded"]
    is_round = (communities()["county_code"] == rounded["county"]).to_numpy()
    return np.where(is_round, np.round(areas / rounded["to"]) * rounded["to"], areas.round(1))


def _premise(base: dict, number: int, what: str, kind: str, floor: float, used: float | None = None) -> dict:
    """What distinguishes one premises of a community from another; invested money follows the floor area."""
    return {
        "facility_id": f"YF{base['area_code']}-{number}",
        "facility_name": f"{base['area_name']}{what}",
        "facility_kind": kind,
        "floor_area_m2": float(floor),
        "activity_area_m2": used,
        "invest_wan": round(float(floor) * 0.21, 2),
        "status": "在用",
    }


@lru_cache(maxsize=1)
def premises() -> pl.DataFrame:
    """Premises, one row per premises and surveyed quarter, with Chinese words in kind, mode, ownership and status.

    Outdoor ground and buildings not yet in use are listed as bureaus list them; they do not count to the standard."""
    rng = random_for("facilities")
    places, areas, settings = communities(), latest_floor_area(), recipe()["premises"]
    n = places.height
    split = ~_banded() & (rng.random(n) < 0.3)
    first = np.where(split, _as_told(areas * 0.72), areas)
    quarters = [q for q in _quarters() if q >= settings["first_survey"]]
    improved = rng.random(n) < settings["improved_share"]
    since = np.where(improved, rng.integers(1, len(quarters), n), 0)
    before = _as_told(first * rng.uniform(0.45, 0.85, n))
    modes = rng.choice(
        ["新建", "改扩建", "购买", "租赁", "调剂置换", "项目配套"], n, p=[0.22, 0.2, 0.08, 0.09, 0.13, 0.28]
    )
    owned = np.where(modes == "租赁", "租赁", rng.choice(["自有", "划拨", "借用"], n, p=[0.55, 0.38, 0.07]))
    year = rng.integers(2006, 2024, n)
    outdoor, ground = rng.random(n) < 0.4, rng.uniform(280, 1900, n).round(0)
    building = np.flatnonzero(~_banded() & (areas < 260))[:5]
    active = rng.uniform(0.46, 0.74, n)
    codes, names, counties = (places[c].to_list() for c in ("area_code", "area_name", "county_name"))
    rows = []
    for step, period in enumerate(quarters):
        for i in range(n):
            area = first[i] if step >= since[i] else float(before[i])
            opened = int(quarters[since[i]].year if improved[i] and step >= since[i] else year[i])
            base = {
                "area_code": codes[i],
                "area_name": names[i],
                "county_name": counties[i],
                "period": period,
                "acquisition_mode": modes[i],
                "ownership": owned[i],
                # Which of the large ones came into use when is what no document says, and targets of 2018 depend on it.
                "in_use_year": opened if area < 500 else None,
            }
            used = round(float(area * active[i]), 1)
            rows.append(base | _premise(base, 1, "综合服务中心", "社区服务大厅", area, used))
            if split[i]:
                rest = round(float(areas[i] - first[i]), 1)
                rows.append(base | _premise(base, 2, "文化活动室", "社区文娱活动室", rest) | {"invest_wan": None})
            if outdoor[i]:
                row = base | _premise(base, 9, "室外活动场地", "室外活动场地", ground[i])
                rows.append(row | {"invest_wan": None, "acquisition_mode": None, "ownership": "划拨"})
            if i in building and step >= len(quarters) - 3:
                row = base | _premise(base, 3, "新建综合服务中心", "社区服务大厅", 600.0)
                rows.append(row | {"status": "在建", "acquisition_mode": "新建", "in_use_year": None})
    return without_silent(pl.DataFrame(rows, infer_schema_length=None))


@lru_cache(maxsize=1)
def volunteer_series() -> pl.DataFrame:
    """Registered, real-name, active volunteers, hours, events and teams per community and quarter."""
    rng = random_for("volunteers")
    settings, places = recipe()["volunteers"], communities()
    n = places.height
    people = community_series().group_by("area_code", maintain_order=True).last()
    residents = places.join(people, on="area_code", maintain_order="left")["population_resident"].to_numpy()
    registered = residents * places["share"].to_numpy() * rng.lognormal(0, 0.13, n)
    teams = np.where(rng.random(n) < settings["teams_meeting"], rng.integers(5, 9, n), rng.integers(3, 5, n))
    teams_since = rng.integers(0, 12, n)
    activity = rng.uniform(0.32, 0.58, n)
    frames = []
    quarters = _quarters()
    for back, period in enumerate(reversed(quarters)):
        count = np.round(registered / (1 + settings["growth_per_quarter"]) ** back).astype(int)
        season = 1.15 if period.month in (3, 6) else 0.95
        active = np.minimum(np.round(count * activity * season * rng.uniform(0.9, 1.1, n)).astype(int), count)
        now = np.where(back > teams_since, np.maximum(teams - 1, 2), teams)
        frames.append(
            places.select("area_code", "area_name").with_columns(
                period=pl.lit(period),
                registered=pl.Series(count),
                real_name=pl.Series(np.round(count * 0.97).astype(int)),
                active=pl.Series(active),
                hours=pl.Series((active * rng.uniform(3.5, 7.5, n)).round(1)),
                events=pl.Series(now * rng.integers(2, 6, n)),
                teams=pl.Series(now),
            )
        )
    return without_silent(pl.concat(reversed(frames)))


@lru_cache(maxsize=1)
def volunteer_teams() -> pl.DataFrame:
    """One row per team; as many per community as its latest volunteer figures say."""
    rng = random_for("teams")
    latest = volunteer_series().group_by("area_code", maintain_order=True).last()
    kinds = ["党员先锋", "助老助残", "环境保护", "平安巡防", "文化体育", "青少年关爱", "邻里互助", "政策宣讲"]
    rows = []
    for code, name, teams in latest.select("area_code", "area_name", "teams").iter_rows():
        for number, kind in enumerate(rng.permutation(kinds)[:teams], start=1):
            founded = date(int(rng.integers(2012, 2025)), int(rng.integers(1, 13)), int(rng.integers(1, 29)))
            rows.append(
                (
                    f"ZY{code}-{number:02d}",
                    code,
                    name,
                    f"{name}{kind}志愿服务队",
                    str(kind),
                    int(rng.integers(8, 46)),
                    founded,
                )
            )
    names = ["team_id", "area_code", "area_name", "team_name", "team_kind", "members", "founded"]
    return pl.DataFrame(rows, schema=names, orient="row")


@lru_cache(maxsize=1)
def grids() -> pl.DataFrame:
    """Grids of about 200 households; those of a community add up to its resident households."""
    rng = random_for("grids")
    rows = []
    for code, name, households in zip(
        communities()["area_code"], communities()["area_name"], latest_households(), strict=True
    ):
        number = max(round(int(households) / recipe()["grids"]["households"]), 1)
        parts = rng.multinomial(int(households), rng.dirichlet(np.full(number, 60.0)))
        for i, part in enumerate(parts, start=1):
            worker = int(rng.random() < 0.82)
            rows.append(
                (
                    f"WG{code}-{i:02d}",
                    code,
                    name,
                    f"{name}第{i}网格",
                    int(part),
                    int(part * rng.uniform(2.5, 3.0)),
                    worker,
                    1 - worker,
                )
            )
    names = ["grid_id", "area_code", "area_name", "grid_name", "households", "population", "worker_full", "worker_part"]
    return pl.DataFrame(rows, schema=names, orient="row")


@lru_cache(maxsize=1)
def staff() -> pl.DataFrame:
    """Community workers at the end of each budget year (the current one at the as-of date)."""
    rng = random_for("staff")
    n = communities().height
    total = np.maximum(np.round(latest_households() / rng.uniform(190, 300, n)).astype(int), 4)
    frames = []
    for year in recipe()["funding"]["years"]:
        period = min(date(year, 12, 31), recipe()["as_of"])
        part = rng.integers(0, 3, n)
        certified = np.minimum(
            np.round(total * rng.uniform(0.15, 0.5, n) * (0.8 + 0.1 * (year - 2023))).astype(int), total
        )
        frames.append(
            communities()
            .select("area_code", "area_name")
            .with_columns(
                period=pl.lit(period),
                staff_total=pl.Series(total),
                full_time=pl.Series(total - part),
                part_time=pl.Series(part),
                grid_workers=pl.Series(np.maximum(total // 2, 1)),
                certified=pl.Series(certified),
                degree_ge_junior_college=pl.Series(
                    np.maximum(np.round(total * rng.uniform(0.4, 0.8, n)).astype(int), 1)
                ),
                female=pl.Series(np.round(total * rng.uniform(0.45, 0.75, n)).astype(int)),
                multi_post=pl.Series(rng.integers(0, 3, n)),
            )
        )
    return pl.concat(frames)


@lru_cache(maxsize=1)
def funding() -> pl.DataFrame:
    """Budgets in 万元 by community, year, kind and source: budget_wan, allocated_wan, spent_wan (two decimals)."""
    rng = random_for("funding")
    settings = recipe()["funding"]
    sources = ["财政拨款", "自筹", "社会捐助", "其他"]
    rows = []
    luck = rng.random(communities().height)
    for year, meeting in zip(settings["years"], settings["meeting"], strict=True):
        paid = 0.76 if year == recipe()["as_of"].year else 1.0  # the current year is three quarters old
        for (code, name, kind_of), lucky in zip(
            communities().select("area_code", "area_name", "community_type").iter_rows(), luck, strict=True
        ):
            for kind, floors in (("工作经费", settings["work_floor"]), ("服务群众专项经费", settings["service_floor"])):
                floor = floors[kind_of]
                reach = lucky * 0.8 + rng.random() * 0.2 < meeting
                factor = max(1.0, rng.normal(1.08, 0.12)) if reach else rng.uniform(0.55, 0.97)
                cents = round(floor * factor * 100)  # hundredths of 万元, so that the parts add up exactly
                shares = {"财政拨款": 1.0}
                for source, chance, part in zip(sources[1:], (0.3, 0.25, 0.15), (0.08, 0.05, 0.03), strict=True):
                    if rng.random() < chance:
                        shares[source] = part
                        shares["财政拨款"] -= part
                parts = {source: int(cents * share) for source, share in shares.items() if source != "财政拨款"}
                parts = {"财政拨款": cents - sum(parts.values()), **parts}
                for source, amount in parts.items():
                    allocated = int(amount * paid * rng.uniform(0.92, 1.0))
                    spent = int(allocated * rng.uniform(0.68, 0.99))
                    rows.append((code, name, year, kind, source, amount / 100, allocated / 100, spent / 100))
    names = ["area_code", "area_name", "year", "fund_kind", "source_kind", "budget_wan", "allocated_wan", "spent_wan"]
    return pl.DataFrame(rows, schema=names, orient="row")
