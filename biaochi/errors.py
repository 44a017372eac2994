"""Errors that a person can act on.

An error carries an English sentence with named places (``{file}``) and the values for them. The sentence is the
key under which ``biaochi.i18n`` finds the Chinese one, so an error is raised where the fault is found and put
into words where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any


class BiaochiError(Exception):
    """A fault with a sentence that says what happened and what to do about it."""

    exit_code = 2

    def __init__(self, sentence: str, **values: Any) -> None:
        self.sentence = sentence
        self.values = values
        super().__init__(sentence.format(**values) if values else sentence)


class ImportRefused(BiaochiError):
    """A file that cannot be taken in at all; nothing of it was stored."""


class UnknownName(BiaochiError):
    """A name (indicator, area, table, period …) that does not exist, with the nearest one that does."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        near = get_close_matches(name, list(known), n=3, cutoff=0.5)
        if near:
            super().__init__(
                "There is no {kind} “{name}”. Did you mean: {near}?", kind=kind, name=name, near=", ".join(near)
            )
        else:
            super().__init__("There is no {kind} “{name}”.", kind=kind, name=name)
