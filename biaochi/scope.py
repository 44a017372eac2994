"""Who may see what: the part of the area tree that a reader is allowed to ask about.

Every question to the measures carries a scope, and the measures refuse areas outside it. Until sign-in is configured
there is one scope, everything; pages cannot make a wider one than the shell hands them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """The areas whose subtrees are visible. ``roots`` empty means the whole warehouse."""

    roots: tuple[str, ...] = ()

    @classmethod
    def everything(cls) -> Scope:
        return cls(())

    @property
    def is_everything(self) -> bool:
        return not self.roots
