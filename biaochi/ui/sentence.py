"""The sentence at the head of a page: made from the data by rule, numbers bold, nothing that no test has said.

Each clause appears only when its figure is there, so a warehouse that holds nothing but requests still gets a true sentence.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from biaochi.i18n import number
from biaochi.ui import words
from biaochi.ui.cards import Figure
from biaochi.ui.context import View


def show(view: View, clauses: Sequence[str | None], otherwise: str) -> None:
    """Write the clauses as one headline; ``otherwise`` (a message id) where there is none."""
    said = [clause for clause in clauses if clause]
    text = ("；" if view.language == "zh" else "; ").join(said) if said else view.t(otherwise)
    st.html(as_html(text[:1].upper() + text[1:], is_wide=view.language == "zh"))


def as_html(text: str, is_wide: bool = True) -> str:
    """The headline of a page; ``**numbers**`` bold. A heading of Streamlit would take the bold away.

    Everything in ``text`` is escaped, because names of areas come from files."""
    parts = html.escape(text).split("**")
    said = "".join(
        f'<strong style="font-weight:700">{part}</strong>' if at % 2 else part for at, part in enumerate(parts)
    )
    if not is_wide:  # a Chinese font gives the quotation marks of English the width of a Chinese letter
        said = re.sub("([\u201c\u201d\u2018\u2019])", r'<span style="font-family:Georgia,serif">\1</span>', said)
    return f'<h1 style="font-size:1.3rem;font-weight:400;line-height:1.45;margin:0;padding:0.2rem 0">{said}</h1>'


def overview(view: View, shown: Sequence[Figure]) -> list[str | None]:
    """How many communities meet the premises standard, on-time closure against its target, how many figures are below."""
    said = [premises_met(view), against(view, "on_time_closure_rate", "on-time closure is **{value}**"), below(view, shown)]
    return said if any(said) else [floor_area(view, view.explore("premises"))]


def below(view: View, shown: Sequence[Figure]) -> str | None:
    """How many of the figures shown are below their standard; nothing where fewer than two have one."""
    worse = [figure for figure in shown if figure.row.get("verdict") == "worse"]
    both = [figure for figure in worse if figure.change == "worsening"]
    compared = [figure for figure in shown if figure.row.get("verdict") in ("better", "similar", "worse")]
    if len(compared) > 1:
        told = view.t("**{n}** of {m} figures are below the standard", n=len(worse), m=len(compared))
        if len(worse) == len(compared):
            told = view.t("all **{m}** figures compared are below their standard", m=len(compared))
        if not worse:
            told = view.t("none of the {m} figures compared is below its standard", m=len(compared))
        if both:
            told += view.t(", **{n}** of them worsening", n=len(both))
        return told
    return None


def floor_area(view: View, premises: pl.DataFrame) -> str | None:
    """What premises there are, where no households are known to hold them against; and how many have the floor asked for."""
    there = premises.filter(pl.col("floor_area_m2").is_not_null())
    if there.is_empty():
        return None
    area = _n(view, there["floor_area_m2"].sum())
    said = view.t("**{n}** areas report premises of **{area} m²** in all", n=_n(view, there.height), area=area)
    asked = there.filter(pl.col("meets_floor").is_not_null())
    floors = asked["floor_m2"].unique().to_list()
    if len(floors) != 1:
        return said
    met = _n(view, asked["meets_floor"].sum())
    if asked["meets_floor"].all():
        return said + view.t(", all of them the {floor} m² asked for", floor=_n(view, floors[0]))
    return said + view.t(", **{met}** of them the {floor} m² asked for", met=met, floor=_n(view, floors[0]))


def premises_met(view: View) -> str | None:
    row = view.figure("area_standard_share")
    if row.get("state") != "ok":
        return None
    if row["denominator"] == 1:
        return view.t("its premises meet the standard") if row["numerator"] else view.t("its premises do not meet the standard")
    if not row["numerator"]:
        return view.t("none of the **{all}** communities meets the premises standard", all=_n(view, row["denominator"]))
    return view.t(
        "**{met}** of **{all}** communities meet the premises standard",
        met=_n(view, row["numerator"]),
        all=_n(view, row["denominator"]),
    )


def against(view: View, name: str, message: str) -> str | None:
    """A figure and where it stands to its standard, in the words of its verdict. ``message`` has the place {value}."""
    row, indicator = view.figure(name), view.indicator(name)
    if row.get("state") != "ok" or row.get("value") is None:
        return None
    text = view.t(message, value=words.figure(row["value"], indicator, view.language, row["standard"]))
    if row.get("standard") is None:
        return text
    distance = words.apart(row["value"] - row["standard"], indicator, view.language)
    standard = words.standard(row["standard"], indicator, view.language)
    if row["verdict"] == "similar":
        return text + view.t(", no significant difference from the standard of {standard}", standard=standard)
    if row["verdict"] == "not_compared":
        return text
    if row["value"] < row["standard"]:
        return text + view.t(", **{distance}** below the standard", distance=distance)
    if row["value"] > row["standard"]:
        return text + view.t(", **{distance}** above the standard", distance=distance)
    return text + view.t(", equal to the standard")


def facilities(view: View, premises: pl.DataFrame) -> list[str | None]:
    """How many communities fall short of the area per 100 households, by how much, and where most of them are."""
    known = premises.filter(pl.col("meets_ratio").is_not_null())
    if known.is_empty():
        return [floor_area(view, premises)]
    short = known.filter(~pl.col("meets_ratio"))
    if short.is_empty():
        return [view.t("all **{n}** communities have the required area per 100 households", n=_n(view, known.height))]
    clauses = [
        view.t(
            "**{n}** of {all} communities have less than the required area per 100 households, **{gap} m²** short in all",
            n=_n(view, short.height),
            all=_n(view, known.height),
            gap=_n(view, short["gap_m2"].sum()),
        )
    ]
    districts = short.group_by("county_name").len().drop_nulls().sort(["len", "county_name"], descending=[True, False])
    if districts.height > 3:
        top = districts.head(3)
        names = ("、" if view.language == "zh" else ", ").join(name.replace("**", "") for name in top["county_name"])
        clauses.append(view.t("**{n}** of them are in {names}", n=_n(view, top["len"].sum()), names=names))
    only_floor = known.filter(pl.col("meets_ratio") & ~pl.col("meets_floor"))
    if only_floor.height:
        floor = _n(view, only_floor["floor_m2"].min())
        clauses.append(view.t("**{n}** more stay under {floor} m²", n=_n(view, only_floor.height), floor=floor))
    return clauses


def cases(view: View, flow: pl.DataFrame) -> list[str | None]:
    """How many fell due, how many of them closed, on-time closure against its target, what is open at the end."""
    row = view.figure("closure_rate")
    due = None
    if row.get("state") == "ok" and row.get("denominator"):
        due = view.t(
            "of **{due}** requests due, **{rate}** were closed",
            due=_n(view, row["denominator"]),
            rate=words.figure(row["value"], view.indicator("closure_rate"), view.language),
        )
    last = flow.sort("period").tail(1).to_dicts()
    open_now = None
    if last and last[0]["backlog"] is not None and not view.has("on_time_closure_rate"):
        open_now = view.t("**{backlog}** are open, none with a deadline", backlog=_n(view, last[0]["backlog"]))
    elif last and last[0]["backlog"] is not None:
        open_now = view.t(
            "**{backlog}** are open, **{overdue}** of them overdue",
            backlog=_n(view, last[0]["backlog"]),
            overdue=_n(view, last[0]["overdue"]),
        )
    return [due, against(view, "on_time_closure_rate", "on-time closure is **{value}**"), open_now]


def volunteers(view: View) -> list[str | None]:
    """The share of volunteers against its standard, and how many communities have the teams asked for."""
    row = view.figure("volunteer_teams_share")
    teams = None
    if row.get("state") == "ok" and row["denominator"] == 1:
        teams = view.t("it has the number of teams asked for" if row["numerator"] else "it has fewer teams than asked for")
    elif row.get("state") == "ok":
        teams = view.t(
            "**{met}** of {all} communities have the number of teams asked for",
            met=_n(view, row["numerator"]),
            all=_n(view, row["denominator"]),
        )
    return [against(view, "volunteer_share", "**{value}** of the population are registered volunteers"), teams]


def funding(view: View) -> list[str | None]:
    """How many communities reach each floor, and the money per household."""
    work, service, spent = (
        view.figure(name) for name in ("work_fund_floor_share", "service_fund_floor_share", "funds_per_household")
    )
    clauses: list[str | None] = []
    if work.get("state") == "ok":
        clauses.append(
            view.t("its work fund reaches the floor" if work["numerator"] else "its work fund is below the floor")
            if work["denominator"] == 1
            else view.t(
                "**{met}** of {all} communities reach the floor of the work fund",
                met=_n(view, work["numerator"]),
                all=_n(view, work["denominator"]),
            )
        )
    if service.get("state") == "ok":
        told = {"met": _n(view, service["numerator"]), "all": _n(view, service["denominator"])}
        same = work.get("state") == "ok" and work["denominator"] == service["denominator"]
        clauses.append(
            view.t("**{met}** that of the service fund", met=told["met"])
            if same
            else view.t("**{met}** of {all} communities reach the floor of the service fund", **told)
        )
    if spent.get("state") == "ok" and spent.get("value") is not None:
        each = words.figure(spent["value"], view.indicator("funds_per_household"), view.language)
        clauses.append(view.t("**{value}** per household", value=each))
    return clauses


def data(view: View, accounts: pl.DataFrame, checksums: pl.DataFrame) -> list[str | None]:
    """What was read, what waits in quarantine, which stated totals do not add up. A file imported again counts once."""
    accounts = accounts.filter("is_latest")
    if accounts.is_empty():
        return []
    clauses = [
        view.t(
            "**{read}** rows were read from **{files}** files; **{quarantined}** wait in quarantine",
            read=_n(view, accounts["read"].sum()),
            files=_n(view, accounts["file"].n_unique()),
            quarantined=_n(view, accounts["quarantined"].sum()),
        )
    ]
    if not checksums.is_empty():
        off = checksums.filter(pl.col("difference").abs() > 0.005).height
        clauses.append(
            view.t("**{n}** of {all} stated totals do not add up", n=_n(view, off), all=_n(view, checksums.height))
        )
    return clauses


def _n(view: View, value: Any) -> str:
    return "–" if value is None else number(float(value), view.language)
