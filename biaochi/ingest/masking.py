"""What must not stand in a ledger: mobile numbers, identity numbers and e-mail addresses that slipped into other columns.

Area codes (12 digits) and case numbers stay: only what has the exact form of such a number, and stands alone, is masked.
"""

from __future__ import annotations

import re
import unicodedata

MASK = "***"

_MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4})(?![0-9A-Za-z])")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_WIDE = re.compile("[\uff10-\uff19\uff20]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"

_AREA = r"(?:[\u4e00-\u9fff]{1,10}?(?:省|市|区|县|旗|州|街道|镇|乡|社区|村))?"
_TOTAL = re.compile(rf"^{_AREA}(?:合计|总计|小计|共计|总和)数?$")


def masked(text: str | None) -> str | None:
    """``text`` with every such number as ***."""
    if not text:
        return text
    if _WIDE.search(text):
        text = unicodedata.normalize("NFKC", text)
    text = _MOBILE.sub(MASK, text)
    text = _IDENTITY.sub(lambda found: MASK if _is_identity(found[0]) else found[0], text)
    return _MAIL.sub(MASK, text) if "@" in text else text


def total_label(text: str) -> str:
    """What a sum row is called in the ledger: 合计, 小计 and the like, an area's name before it; else 其中."""
    label = text.rstrip(":")
    return label if _TOTAL.match(label) else "其中"


def _is_identity(digits: str) -> bool:
    """Whether the last of 18 characters is the one that the others add up to (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == digits[17].upper()
