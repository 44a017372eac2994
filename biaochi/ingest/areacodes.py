"""China's area codes and names in one form each, and how a code tells its level and parent.

The canonical code is the shortest one: 130000 province, 131100 city, 131102 county, 131102004 street or town,
131102004001 community. Names are compared without the suffixes that one office writes and another does not.
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

_SUFFIXES = {
    "community": [
        (r"(?:社区居民委员会|社区居委会|居民委员会|居委会|社区)$", ""),
        (r"(?:村民委员会|村委会|村民居委会)$", "村"),
        (r"村村$", "村"),
    ],
    "town": [(r"(?:街道办事处|街道办|办事处|街道)$", ""), (r"(?:人民政府|政府)$", "")],
}


def canonical(codes: pl.Expr) -> pl.Expr:
    """The shortest form of 6, 9 or 12 digit codes; other codes stay as they are."""
    chinese = codes.str.contains(r"^[1-8]\d{5}(?:\d{3}|\d{6})?$")
    short = (
        codes.str.replace(r"^(\d{6})0{6}$", "${1}")
        .str.replace(r"^(\d{6})000$", "${1}")
        .str.replace(r"^(\d{9})000$", "${1}")
    )
    return pl.when(chinese).then(short).otherwise(codes)


def is_chinese(code: str) -> bool:
    """Whether a canonical code has the form of China's scheme."""
    return re.fullmatch(r"[1-8]\d{5}(\d{3}|\d{6})?", code) is not None


def level_of(code: str) -> str | None:
    """The level a canonical code tells, or None for other schemes."""
    if not is_chinese(code):
        return None
    if len(code) > 6:
        return "town" if len(code) == 9 else "community"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def normal_name(name: str, level: str) -> str:
    """A name for comparison at a level: 河西街道办事处 → 河西, 昌明社区居委会 → 昌明, 大屯村委会 → 大屯村."""
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    for pattern, replacement in _SUFFIXES.get(level, ()):
        short = re.sub(pattern, replacement, name)
        name = short or name
    return name
