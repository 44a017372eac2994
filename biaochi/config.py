"""Where things lie and what a deployment may set. Environment first, then these defaults."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
"""The checkout: queries/, data/ and pages/ lie below it."""

QUERIES = HOME / "queries"
REFERENCE = HOME / "data" / "reference"
STANDARDS = HOME / "data" / "standards"
PROFILES = HOME / "data" / "profiles"
DEMO = HOME / "data" / "demo"
PLACES = HOME / "data" / "places"
PUBLISHED = HOME / "data" / "published"

DEFAULT_LANGUAGE = "zh"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Settings:
    """What the environment says.

    ``warehouse`` (BIAOCHI_WAREHOUSE), ``language`` of the command line (BIAOCHI_LANG, zh or en),
    ``map_approval_number`` 审图号 of the published map (BIAOCHI_MAP_APPROVAL; empty is shown as 待填),
    ``basically_satisfied_weight`` what 基本满意 counts in satisfaction (BIAOCHI_BASICALLY_SATISFIED_WEIGHT, 0.9),
    ``standard`` the set of standards pages start with (BIAOCHI_STANDARD; empty: the warehouse's own, else the usual one),
    ``suppress_below`` counts of persons from 1 to this less 1 are not shown (BIAOCHI_SUPPRESS_BELOW, 5; 0 shows all).
    """

    warehouse: Path
    language: str
    map_approval_number: str
    standard: str
    basically_satisfied_weight: float
    suppress_below: int


def settings() -> Settings:
    """Read the environment afresh; cheap enough to call wherever a setting is needed."""
    env = os.environ
    language = env.get("BIAOCHI_LANG", DEFAULT_LANGUAGE)
    return Settings(
        warehouse=Path(env.get("BIAOCHI_WAREHOUSE", HOME / "warehouse")).expanduser().resolve(),
        language=language if language in LANGUAGES else DEFAULT_LANGUAGE,
        map_approval_number=env.get("BIAOCHI_MAP_APPROVAL", ""),
        standard=env.get("BIAOCHI_STANDARD", ""),
        basically_satisfied_weight=float(env.get("BIAOCHI_BASICALLY_SATISFIED_WEIGHT", "0.9")),
        suppress_below=int(env.get("BIAOCHI_SUPPRESS_BELOW", "5")),
    )
