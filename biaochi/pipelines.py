"""The stages through which each local system takes a case, under the names that its own people use.

A profile of ``data/profiles`` maps them in ``[stages]`` onto the canonical stages, each of which has its time in the
tables. Systems without a stage (巨好办 evaluates by quarter, not by case) leave it out; nothing is made up for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from biaochi.config import PROFILES
from biaochi.errors import BiaochiError, UnknownName

STAGES: dict[str, str] = {
    "reported": "reported_at",
    "accepted": "filed_at",
    "deliberated": "deliberated_at",
    "assigned": "dispatched_at",
    "handled": "handled_at",
    "fed_back": "fed_back_at",
    "closed": "closed_at",
    "evaluated": "evaluated_at",
}
"""The canonical stages in order, and the column of a case that holds when each was reached."""

COLUMNS: dict[str, dict[str, str]] = {
    "case": STAGES,
    "deliberation": {
        "reported": "collected_on",
        "accepted": "agreed_on",
        "deliberated": "deliberated_on",
        "handled": "implemented_on",
        "evaluated": "reviewed_on",
    },
}
"""The same by table: matters of a residents' council go through the stages as cases do."""

WRITTEN_AS = ("", "时间", "日期")
"""How exports write a stage as a header: 分类受理, 分类受理时间, 分类受理日期."""


@dataclass(frozen=True)
class Stage:
    """A stage under its local name. ``headers`` are further headers of exports, beside those made from the name."""

    name: Mapping[str, str]
    headers: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """Every header that means this stage."""
        return tuple(word + ending for word in (self.name["zh"], *self.headers) for ending in WRITTEN_AS)


@dataclass(frozen=True)
class Pipeline:
    """One system's way of a case: ``stages`` are canonical stage → local name {zh, en}, in canonical order.

    ``stand_ins`` name the stage whose time counts for one that the system does not record: a loop that begins with the
    acceptance is reported when it is accepted, one that ends with the answer is closed when it is answered.
    """

    id: str
    system: str
    title: Mapping[str, str] = field(hash=False)
    stages: Mapping[str, Mapping[str, str]] = field(hash=False)
    stand_ins: Mapping[str, str] = field(hash=False, default_factory=dict)


@lru_cache(maxsize=1)
def pipelines() -> dict[str, Pipeline]:
    """The pipelines by system, as cases name it in their column ``system``."""
    found: dict[str, Pipeline] = {}
    for path in sorted(PROFILES.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        if "stages" not in content:
            continue
        system = content.get("constants", {}).get("system")
        if system is None or system in found:
            raise BiaochiError("The profile {file} must name a system of its own in its constants.", file=path.name)
        title = content["title"]
        found[system] = Pipeline(
            id=path.stem,
            system=system,
            title={"zh": title, "en": title} if isinstance(title, str) else title,
            stages={key: stage.name for key, stage in stages_of(path, content).items()},
            stand_ins=stand_ins_of(path, content),
        )
    return found


def stages_of(path: Path, content: Mapping[str, Any]) -> dict[str, Stage]:
    """The [stages] of a profile in canonical order. Raises where one is unknown or lacks a name."""
    given = content.get("stages", {})
    for key, body in given.items():
        if key not in STAGES:
            raise UnknownName("stage", key, STAGES)
        if not isinstance(body, Mapping) or not all(body.get(language) for language in ("zh", "en")):
            raise BiaochiError(
                "The profile {file} must give the stage “{stage}” a name in zh and en.", file=path.name, stage=key
            )
    return {
        key: Stage({language: given[key][language] for language in ("zh", "en")}, tuple(given[key].get("headers", ())))
        for key in STAGES
        if key in given
    }


def stand_ins_of(path: Path, content: Mapping[str, Any]) -> dict[str, str]:
    """The [stand_ins] of a profile: canonical stage → the stage whose time counts for it."""
    given = content.get("stand_ins", {})
    for key, other in given.items():
        for name in (key, other):
            if name not in STAGES:
                raise UnknownName("stage", name, STAGES)
        if other not in content.get("stages", {}):
            raise BiaochiError(
                "The profile {file} lets “{stage}” stand in, but has no such stage.", file=path.name, stage=other
            )
    return dict(given)
