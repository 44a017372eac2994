"""Which area a row belongs to: by code, by names inside their parents, and never by a guess.

Known are the areas that were imported and the reference list of China's divisions. A community that neither knows is
accepted by its code where its county is known, and gets an area row of its own; a name must match exactly one area.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl

from biaochi import reference
from biaochi.ingest.areacodes import canonical, is_chinese, level_of, normal_name
from biaochi.tables import AREA_LEVELS

NAME_COLUMNS = {
    "province_name": "province",
    "city_name": "city",
    "county_name": "county",
    "town_name": "town",
    "community_name": "community",
}
"""Columns that name where a row belongs, from the outermost to the innermost, and the level each names."""

_ALSO = {"community": ("town", "county", "city"), "city": ("province", "county"), "county": ("city",)}

HELPERS = ["area_code", *NAME_COLUMNS]

KNOWN = ("area_code", "area_name", "level", "parent_code", "alias", "valid_to", "predecessor_code")
"""What is known of an area during an import, as text, in the order of ``Area``."""


@dataclass(frozen=True)
class Area:
    code: str
    name: str
    level: str
    parent: str | None
    alias: str | None = None
    valid_to: str | None = None
    predecessor_code: str | None = None

    @property
    def predecessors(self) -> list[str]:
        """The codes this area was made from: renamed, merged, converted."""
        return [code for code in (self.predecessor_code or "").split(";") if code]

    @property
    def is_nameless(self) -> bool:
        """Known by its code alone, until some file tells its name."""
        return self.name == self.code


@lru_cache(maxsize=1)
def _reference() -> dict[str, Area]:
    rows = reference.divisions().select("area_code", "area_name", "level", "parent_code").iter_rows()
    return {row[0]: Area(*row) for row in rows}


@lru_cache(maxsize=1)
def _reference_names() -> dict[tuple[str, str], list[str]]:
    return _index(_reference().values())


def _index(areas: Iterable[Area]) -> dict[tuple[str, str], list[str]]:
    index: dict[tuple[str, str], list[str]] = {}
    for area in areas:
        names = {
            normal_name(name, area.level)
            for name in (area.name, *(area.alias or "").replace("；", ";").split(";"))
            if name.strip()
        }
        for name in names:
            index.setdefault((area.level, name), []).append(area.code)
    return index


Settled = tuple[str | None, str | None, str | None, str | None]
"""area_code, or else the rule that was broken, the column and the value."""


class Areas:
    """The areas known during one import; areas that files of the same import bring are added as they come."""

    def __init__(self, imported: pl.DataFrame) -> None:
        rows = imported.select(*(c if c in imported.columns else pl.lit(None, pl.String).alias(c) for c in KNOWN))
        self._imported: dict[str, Area] = {}
        self._former: set[str] = set()
        self._names: dict[tuple[str, str], list[str]] = {}
        self.add(Area(*row) for row in rows.iter_rows())

    def add(self, areas: Iterable[Area]) -> None:
        for area in areas:
            self._imported[area.code] = area
            self._former.update(code for code in area.predecessors if code != area.code)
        self._names = _index(self._imported.values())

    def imported(self, code: str) -> bool:
        return code in self._imported

    def get(self, code: str) -> Area | None:
        return self._imported.get(code) or _reference().get(code)

    def parent(self, code: str) -> str | None:
        area = self.get(code)
        return area.parent if area else reference.parent_of(code)

    def above(self, code: str) -> Iterator[str]:
        """The codes above ``code``, nearest first."""
        seen = {code}
        parent = self.parent(code)
        while parent is not None and parent not in seen:
            seen.add(parent)
            yield parent
            parent = self.parent(parent)

    def resolve(self, frame: pl.DataFrame) -> pl.DataFrame:
        """``frame`` with area_code settled and ``area_rule``, ``area_column``, ``area_value`` (null where it is).

        Reads those of HELPERS that the frame has; each distinct combination is looked up once.
        """
        present = [column for column in HELPERS if column in frame.columns]
        settled = ["area_code", "area_rule", "area_column", "area_value"]
        if not present:
            return frame.with_columns(
                area_code=pl.lit(None, dtype=pl.String),
                area_rule=pl.lit("no_area"),
                area_column=pl.lit(None, dtype=pl.String),
                area_value=pl.lit(None, dtype=pl.String),
            )
        if "area_code" in present:
            frame = frame.with_columns(canonical(pl.col("area_code")).alias("area_code"))
        distinct = frame.select(present).unique()
        answers = [self._settle(dict(zip(present, row, strict=True))) for row in distinct.iter_rows()]
        found = pl.DataFrame(answers, schema={f"_{name}": pl.String for name in settled}, orient="row")
        return (
            frame.join(
                pl.concat([distinct, found], how="horizontal"),
                on=present,
                how="left",
                nulls_equal=True,
                maintain_order="left",
            )
            .drop([c for c in present if c == "area_code"])
            .rename({f"_{name}": name for name in settled})
        )

    def _settle(self, row: dict[str, str | None]) -> Settled:
        code = row.get("area_code")
        if code:
            if self.get(code) or self._county_known(code) or self._is_former(code):
                return self._finer(code, row)
            return None, "unknown_area", "area_code", code
        return self._by_names([(c, row[c]) for c in NAME_COLUMNS if row.get(c)])

    def _finer(self, code: str, row: dict[str, str | None]) -> Settled:
        """The community or town a row names below its code (a county's code beside a community's name), else the code.

        A name that is not found is not replaced by what is above it: the county would get what belongs to a community.
        """
        area = self.get(code)
        level = (area.level if area else level_of(code)) or ""
        for column in ("community_name", "town_name"):
            name = row.get(column)
            if not name or level not in AREA_LEVELS[: AREA_LEVELS.index(NAME_COLUMNS[column])]:
                continue
            if self._is_itself(code, name):
                return code, None, None, None
            named = self._named((self._names, _reference_names()), NAME_COLUMNS[column], name)
            found = [c for c in named if code in self.above(c)]
            if len(found) == 1:
                return found[0], None, None, None
            listed = "、".join(self._path(c) for c in found[:5])
            return (None, "ambiguous_area", column, f"{name} ({listed})") if found else (None, "unknown_area", column, name)
        return code, None, None, None

    def _is_itself(self, code: str, name: str) -> bool:
        """Whether a name beside a code is that area's own: 桃城区, 衡水市桃城区, 桃城区本级."""
        name = normal_name(name, "").removesuffix("本级")
        for above in (c for c in reversed(list(self.above(code))) if name):
            area = self.get(above)
            name = name.removeprefix(area.name) if area else name
        area = self.get(code)
        if area is None or not name:
            return not name or name.endswith(("街道", "镇", "乡", "办事处"))
        own = {normal_name(each, area.level) for each in (area.name, *(area.alias or "").replace("；", ";").split(";")) if each}
        return normal_name(name, area.level) in own

    def _county_known(self, code: str) -> bool:
        return is_chinese(code) and len(code) > 6 and self.get(code[:6]) is not None

    def _is_former(self, code: str) -> bool:
        """Whether a code, or one above it, is an old one that an area of today names as the one it came from."""
        return is_chinese(code) and not self._former.isdisjoint((code, *self.above(code)))

    def _by_names(self, names: list[tuple[str, str]]) -> Settled:
        if not names:
            return None, "no_area", None, None
        problem: Settled | None = None
        for indexes in ((self._names,), (self._names, _reference_names())):
            inside: list[str] | None = None
            for column, name in names:
                found = self._named(indexes, NAME_COLUMNS[column], name)
                if inside is not None:
                    within = set(inside)
                    found = [c for c in found if c in within or any(a in within for a in self.above(c))]
                if not found:
                    problem = (None, "unknown_area", column, name)
                    break
                inside = found
            else:
                narrowed = self._at_home(self._of_today(inside or []))
                if len(narrowed) == 1:
                    return narrowed[0], None, None, None
                listed = "、".join(self._path(code) for code in narrowed[:5])
                return None, "ambiguous_area", names[-1][0], f"{names[-1][1]} ({listed})"
        return problem or (None, "no_area", None, None)

    def _named(self, indexes, level: str, name: str) -> list[str]:
        """Areas of that name at the level, or at one that such a column also names: 单位名称 a town, 市 a county like 天门市."""
        levels = [level, *_ALSO.get(level, ())]
        for wanted in levels:
            codes = {code for index in indexes for code in index.get((wanted, normal_name(name, wanted)), ())}
            if codes:
                return sorted(codes)
        return []

    def _at_home(self, codes: list[str]) -> list[str]:
        """Of several areas of the same name, those in a city that was imported."""
        if len(codes) < 2:
            return codes
        home = [
            code
            for code in codes
            if any(a in self._imported and self._imported[a].level == "city" for a in self.above(code))
        ]
        return home or codes

    def _of_today(self, codes: list[str]) -> list[str]:
        """Of several areas of the same name, those that were not closed: a renamed county keeps many of its names."""
        if len(codes) < 2:
            return codes
        today = date.today().isoformat()
        closed = {c for c in codes if c in self._former or ((area := self.get(c)) and area.valid_to and area.valid_to < today)}
        return [code for code in codes if code not in closed] or codes

    def _path(self, code: str) -> str:
        chain = [code, *self.above(code)][:3]
        return "".join(area.name for c in reversed(chain) if (area := self.get(c)))

    def to_create(self, codes: Iterable[str], names: dict[str, str]) -> list[Area]:
        """Areas that must exist because ``codes`` are used: themselves and what is above them, unless imported.

        One that was imported nameless and now has a name is made again. ``names`` are the names the rows give: they come
        before those of the reference list, which stay as aliases; the code stands where there is neither.
        """
        created: dict[str, Area] = {}
        for code in codes:
            for each in (code, *self.above(code)):
                stored = self._imported.get(each)
                if each in created or (stored and not (stored.is_nameless and names.get(each, each) != each)):
                    continue
                known = _reference().get(each)
                level = known.level if known else level_of(each)
                if level is None:
                    continue
                name = names.get(each) or (known.name if known else each)
                alias = known.name if known and known.name != name else None
                created[each] = Area(each, name, level, known.parent if known else self.parent(each), alias)
        return [created[code] for code in sorted(created)]
