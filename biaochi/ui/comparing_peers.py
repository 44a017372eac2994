"""同类地区: the choice between all areas and the peers of the one in focus, the weights that decide who they are, and why they are.

The weights stand in the URL (``w_<feature>``), so a copied link finds the same peers. Nothing is added up into a score.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import streamlit as st

from biaochi.i18n import number
from biaochi.measures.fair import FEWEST
from biaochi.measures.peers import FEATURES, features, offered, peers, usual_weights
from biaochi.ui import link, table, words
from biaochi.ui.columns import Column
from biaochi.ui.comparing import ALL_OF_LEVEL, Group
from biaochi.ui.context import View

GROUPS = ("all", "peers")
WEIGHTS = ("0", "0.5", "1", "1.5", "2", "3")
COUNTS = ("5", "8", "12", "20")
RANDOM = 1.4
"""How far apart two areas are that were taken at random, about √2 (see ``statistics.distances``)."""
NAMES = {
    "urban_share": "Urban communities (%)",
    "households": "Households",
    "communities": "Communities (number)",
    "households_per_community": "Households per community",
    "density": "Persons per km²",
    "floating_share": "Floating population (%)",
}
DIGITS = {"urban_share": 1, "floating_share": 1}


def choose(view: View, group: Group) -> Group:
    """The switch between all areas of the level and the peers of the one in focus; nothing to choose where there are too few."""
    if len(group.codes) <= FEWEST or not offered(_features(view, group)):
        return group
    chosen = link.own("group", GROUPS, "all")

    def in_full(_: str) -> dict[str, str]:
        """A link to peers names the area, the weights and the number, so that it still finds the same ones when usual weights change."""
        frame = _features(view, group)
        weights = {f"w_{name}": f"{weight:g}" for name, weight in weights_of(view, frame).items()}
        return {"spine_area": group.focus, "peers": _count(frame), **weights}

    link.widget(
        st.segmented_control, "group", GROUPS, chosen, view.t("Compared with"), also=in_full, required=True,
        format_func=lambda name: view.t(ALL_OF_LEVEL[group.level] if name == "all" else "Its peers"),
    )  # fmt: skip
    if chosen == "all":
        return group
    found = nearest(view, group)
    return replace(group, codes=(group.focus, *found["area_code"].to_list()), is_peers=True) if found.height else group


def is_asked() -> bool:
    """Whether the reader wants peers."""
    return link.own("group", GROUPS, "all") == "peers"


def _features(view: View, group: Group) -> pl.DataFrame:
    """The features of all areas of the level in the whole: peers may lie in another district."""
    return features(view.explore("area_features", area=view.root or "all"), group.level)


def weights_of(view: View, frame: pl.DataFrame) -> dict[str, float]:
    """The weight of each feature offered: what the URL says, else the usual one."""
    return {name: float(link.own(f"w_{name}", WEIGHTS, f"{usual:g}")) for name, usual in usual_weights(frame).items()}


def nearest(view: View, group: Group) -> pl.DataFrame:
    """The peers of the area in focus, nearest first (see ``measures.peers``)."""
    frame = _features(view, group)
    return peers(frame, group.focus, weights_of(view, frame), int(_count(frame)))


def _counts(frame: pl.DataFrame) -> tuple[str, ...]:
    """How many peers can be asked for: fewer than there are areas beside the one in focus."""
    return tuple(count for count in COUNTS if int(count) < frame.height - 1) or COUNTS[:1]


def _count(frame: pl.DataFrame) -> str:
    return link.own("peers", _counts(frame), COUNTS[0])


def explain(view: View, group: Group) -> None:
    """Who the peers are and by which weights; the weights can be changed, and the table shows why each is one. Nothing where all
    areas of the level are compared."""
    if not is_asked():
        return
    frame = _features(view, group)
    weights, found = weights_of(view, frame), nearest(view, group)
    comma = "、" if view.language == "zh" else ", "
    by = comma.join(f"{_name(view, name)} ×{weight:g}" for name, weight in weights.items() if weight)
    names = comma.join(found["area_name"])
    label = words.escape(view.t("Peers of {area}: {names}", area=view.areas.name(group.focus), names=names))
    if not group.is_peers:
        st.warning(view.t("No weight is above 0, so nothing tells who is alike. Give at least one feature a weight."))
    with st.expander(label, expanded=not group.is_peers):
        st.caption(view.t("Nearest by: {features}. Only what nobody governs counts, never what an area achieves.", features=by or "–"))
        _weights(view, frame, weights)
        if found.height:
            why(view, group, frame, found, weights)


def _name(view: View, name: str) -> str:
    """A feature without its unit in brackets."""
    return view.t(NAMES[name]).split("（")[0].split(" (")[0]


def _weights(view: View, frame: pl.DataFrame, weights: dict[str, float]) -> None:
    places = st.columns(len(weights) + 1) if not view.is_narrow else [st.container()] * (len(weights) + 1)
    for place, (name, weight) in zip(places, weights.items(), strict=False):
        with place:
            link.widget(st.select_slider, f"w_{name}", WEIGHTS, f"{weight:g}", view.t("Weight: {name}", name=_name(view, name)))
    with places[-1]:
        link.widget(st.segmented_control, "peers", _counts(frame), _count(frame), view.t("How many peers"), required=True)


def why(view: View, group: Group, frame: pl.DataFrame, found: pl.DataFrame, weights: dict[str, float]) -> None:
    """The table of peers: what each feature is, and how far it lies from the area in focus in standard deviations."""
    shown = [name for name in FEATURES if weights.get(name)]
    own = frame.filter(pl.col("area_code") == group.focus).row(0, named=True)
    lines = [{"area": own["area_name"], "distance": 0.0} | {name: _figure(view, name, own[name]) for name in shown}]
    for row in found.to_dicts():
        lines.append({"area": row["area_name"], "distance": row["distance"]} | {name: _told(view, name, row) for name in shown})
    columns = [
        Column("area", "Area"),
        Column("distance", "Distance", "number", 2),
        *(Column(name, NAMES[name], absent="missing") for name in shown),
    ]
    schema = {"area": pl.String, "distance": pl.Float64, **dict.fromkeys(shown, pl.String)}
    table.show(view, "Why they are peers", pl.DataFrame(lines, schema=schema), columns, key="peers")
    note = "In brackets: difference from {area} in standard deviations of all areas; the distance is their weighted root mean square."
    name = words.escape(view.areas.name(group.focus))
    told = [view.t(note, area=name)]
    if found["distance"].median() >= RANDOM:
        unlike = "Two areas taken at random are about {random} apart: {area} has hardly any like it, so read the comparison with care."
        told.append(view.t(unlike, area=name, random=number(RANDOM, view.language, 1)))
    st.caption(("" if view.language == "zh" else " ").join(told))


def _figure(view: View, name: str, value: float | None) -> str | None:
    return None if value is None else number(value, view.language, DIGITS.get(name, 0))


def _told(view: View, name: str, row: dict) -> str | None:
    """11,651 (−0.4)."""
    if row[name] is None:
        return None
    text, z = _figure(view, name, row[name]), row[f"{name}__z"]
    if z is None:
        return text
    signed = ("−" if round(z, 1) < 0 else "+" if round(z, 1) > 0 else "±") + number(abs(z), view.language, 1)
    return f"{text}（{signed}）" if view.language == "zh" else f"{text} ({signed})"
