"""Words and numbers in two languages.

Message ids are English sentences; ``locale/zh/*.po`` holds the Chinese ones, one file per part of the house. A sentence
without a Chinese twin is a failing test, not a silent fallback on the page.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from biaochi.config import DEFAULT_LANGUAGE, LANGUAGES
from biaochi.errors import BiaochiError

LOCALE = Path(__file__).parent / "locale"
_BABEL = {"zh": "zh_CN", "en": "en_GB"}


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    chain: gettext.NullTranslations = gettext.NullTranslations()
    for path in sorted((LOCALE / language).glob("*.po")):
        buffer = io.BytesIO()
        with path.open("rb") as file:
            write_mo(buffer, read_po(file, locale=_BABEL[language]))
        buffer.seek(0)
        part = gettext.GNUTranslations(buffer)
        part.add_fallback(chain)
        chain = part
    return chain


def language_of(value: str | None) -> str:
    """The language a URL or a setting names; Chinese where it names none we have."""
    return value if value in LANGUAGES else DEFAULT_LANGUAGE


def t(message: str, language: str, **values: Any) -> str:
    """``message`` in ``language`` with its named places filled."""
    text = message if language == "en" else _catalogue(language).gettext(message)
    return text.format(**values) if values else text


def say(error: BiaochiError, language: str) -> str:
    """The sentence of an error in ``language``; the kind of a thing that does not exist is put into words too."""
    values = {key: t(value, language) if key == "kind" else value for key, value in error.values.items()}
    return t(error.sentence, language, **values)


def pick(texts: Mapping[str, str] | str | None, language: str) -> str:
    """The text for ``language`` out of a ``{zh: …, en: …}`` pair."""
    if texts is None or isinstance(texts, str):
        return texts or ""
    return texts.get(language) or texts.get(DEFAULT_LANGUAGE, "")


def number(value: float | int | None, language: str, digits: int = 0) -> str:
    """``value`` rounded half up to ``digits`` decimals; “—” for none.

    English groups thousands; Chinese, which is read in steps of 万, from ten thousand on.
    """
    if value is None:
        return "—"
    pattern = ("#,##0" if language == "en" or abs(value) >= 10_000 else "0") + ("." + "0" * digits if digits else "")
    # Babel rounds half to even; a published figure rounds half up.
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return format_decimal(rounded, format=pattern, locale=_BABEL[language])


def day(value: date | None, language: str) -> str:
    """A date: 2026-09-30 in Chinese pages, 30 Sept 2026 in English ones; “—” for none."""
    if value is None:
        return "—"
    return value.isoformat() if language == "zh" else format_date(value, format="medium", locale=_BABEL["en"])
