"""Finding the header: which rows it is, what each column is called, and what the rows above it tell.

A header may have up to three rows with merged cells (“工作经费 / 财政拨款(万元)”). A merged cell keeps its text in its first
column only, so a group is filled forward over the columns below it. Units in brackets are split off the label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from biaochi.ingest.dates import period_end, to_the_day
from biaochi.ingest.units import KNOWN

SEARCHED_ROWS = 20
DEPTHS = (1, 2, 3)

_BRACKETED = re.compile(r"^(.+?)[(\[{【〔<]([^()\[\]{}【】〔〕<>]*)[)\]}】〕>]?$")
_TRAILING_UNIT = re.compile(r"^(.+?)[/:,、_](?:单位:)?([^/:,、_]+)$")
_UNIT_FACT = re.compile(r"(?<![计报制])单位[:为]?([^\s;,()]+)")
_DATE_KEY = re.compile(
    r"(?:统计时间|统计日期|统计时段|截至|截止|填报日期|填报时间|数据时间|数据日期|导出时间|制表日期|时间|日期)[:为]?\s*([^\s;,()|]{4,})"
)
_ANY_DATE = re.compile(
    r"((?:19|20)\d{2}年(?:\d{1,2}月?[-—~至到]+\d{1,2}月|\d{1,2}月(?:\d{1,2}日)?|第?[一二三四1-4]季度|[上下]半年))"
)
_CITED_AFTER = re.compile(r"^[^\s,。;()《》]{0,6}?(?:文件|印发|通知|下发|发布|出台|〔|\[)")
_CITED_BEFORE = re.compile(r"(?:依据|根据|按照|参照)[^\s,。;()]*$")
_ABOVE = re.compile(r"^(?:金额|计量|统计|填报|填表|制表|编制)?(?:单位|时间|日期|时段|人)[:为]|^(?:截至|截止)")
_YEAR = re.compile(r"((?:19|20)\d{2})年")


@dataclass(frozen=True)
class Label:
    """What a column is called: its parts from the outermost group to the column, without the unit, and the unit."""

    parts: tuple[str, ...]
    unit: str | None
    shown: str

    @property
    def last(self) -> str:
        return self.parts[-1] if self.parts else ""


@dataclass(frozen=True)
class Facts:
    """What the rows above the header say: units, the date it speaks for (and whether its day is named), year, text."""

    units: tuple[str, ...] = ()
    period: date | None = None
    to_the_day: bool = False
    year: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Header:
    """Row numbers are indices from 0; data starts at ``first_data_row``."""

    first_row: int
    first_data_row: int
    labels: tuple[Label, ...]
    facts: Facts
    score: float


@lru_cache(maxsize=8192)
def normal(text: str | None) -> str:
    """A header for comparison: compatibility forms, spaces and underscores gone, lower case."""
    if not text:
        return ""
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s_*＊\u200b]+", "", text).casefold()


@lru_cache(maxsize=8192)
def split_unit(text: str) -> tuple[str, str | None]:
    """“建筑面积(m2)” → (“建筑面积”, “m2”); a bracket that holds no unit stays, a missing closing bracket is forgiven."""
    for pattern in (_BRACKETED, _TRAILING_UNIT):
        match = pattern.match(text)
        if match and match[2].removeprefix("单位:") in KNOWN:
            return match[1], match[2].removeprefix("单位:")
    return text, None


@dataclass(frozen=True)
class Candidate:
    """Rows that could be the header, and what its columns would be called."""

    start: int
    depth: int
    labels: tuple[Label, ...]


def candidates(rows: Sequence[Sequence[str | None]]) -> list[Candidate]:
    """Every block of one to three rows near the top of a sheet that has the form of a header."""
    found = []
    for start in range(min(SEARCHED_ROWS, len(rows))):
        for depth in DEPTHS:
            block = rows[start : start + depth]
            if (
                len(block) < depth
                or not any(block[0])
                or not any(block[-1])
                or any(_is_title(row) for row in block[:-1])
            ):
                continue
            found.append(Candidate(start, depth, _flatten(block)))
    return found


def find_header(
    rows: Sequence[Sequence[str | None]], blocks: Sequence[Candidate], score: Callable[[Sequence[Label]], float]
) -> Header | None:
    """The candidate whose labels score best (of equals the first, with fewest rows), or None where none is above zero."""
    best, most = None, 0.0
    for block in blocks:
        points = score(block.labels)
        if points > most:
            best, most = block, points
    if best is None:
        return None
    return Header(best.start, best.start + best.depth, best.labels, _facts(rows[: best.start]), most)


def _is_title(row: Sequence[str | None]) -> bool:
    """A row above the header and not part of it: one cell, or cells like 单位：万元 and 统计时间：…"""
    cells = [normal(cell) for cell in row if cell and cell.strip()]
    return len(cells) < 2 or any(_ABOVE.match(cell) for cell in cells)


def _flatten(block: Sequence[Sequence[str | None]]) -> tuple[Label, ...]:
    """One label per column. A group reaches right over the columns that have a cell below it and none beside it."""
    width = max(len(row) for row in block)
    names = [[normal(row[i]) if i < len(row) else "" for i in range(width)] for row in block]
    shown = [[(row[i] or "").strip() if i < len(row) else "" for i in range(width)] for row in block]
    for level in range(len(block) - 1):
        for i in range(1, width):
            below = any(names[deeper][i] for deeper in range(level + 1, len(block)))
            same_group = all(names[above][i] == names[above][i - 1] for above in range(level))
            if not names[level][i] and below and same_group:
                names[level][i], shown[level][i] = names[level][i - 1], shown[level][i - 1]
    labels = []
    for i in range(width):
        parts: list[str] = []
        unit = None
        texts: list[str] = []
        for level in range(len(block)):
            if not names[level][i] or (parts and names[level][i] == names[level - 1][i]):
                continue
            part, own = split_unit(names[level][i])
            parts.append(part)
            texts.append(re.sub(r"\s+", "", shown[level][i]))
            unit = own or unit
        labels.append(Label(tuple(parts), unit, "/".join(texts)))
    return tuple(labels)


def _facts(rows: Sequence[Sequence[str | None]]) -> Facts:
    text = " ".join(
        unicodedata.normalize("NFKC", cell).strip() for row in rows for cell in row if cell and cell.strip()
    )
    text = re.sub(r"(?<=\d)\s+(?=[年月日])|(?<=[年月])\s+(?=\d)", "", text)
    units: list[str] = []
    for match in _UNIT_FACT.finditer(text):
        units += [word for word in re.split(r"[、/和及]", match[1]) if word in KNOWN]
    keyed = [match[1] for match in _DATE_KEY.finditer(text)]
    free = [match[1] for match in _ANY_DATE.finditer(text) if not _is_cited(text, match)]
    said = [word for word in keyed if period_end(word)] or [word for word in free if period_end(word)]
    found = period_end(said[-1]) if said else None
    year = next((int(match[1]) for match in _YEAR.finditer(text) if not _is_cited(text, match)), None)
    return Facts(
        units=tuple(units),
        period=found,
        to_the_day=bool(said) and to_the_day(said[-1]),
        year=year or (found.year if found else None),
        text=text,
    )


def _is_cited(text: str, match: re.Match[str]) -> bool:
    """Whether a date belongs to a document that the title cites (根据2024年3月文件) and not to the table."""
    return bool(_CITED_AFTER.match(text[match.end() :]) or _CITED_BEFORE.search(text[: match.start()]))
