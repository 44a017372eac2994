"""The demo: 衡水 and, smaller, every place the source documents describe, as raw export files for the ordinary importer.

Nothing here is real but the divisions' names and codes and the totals named in ``data/demo/README.md``. Numbers live in
``data/demo/hengshui.toml`` and ``data/demo/places``; the same recipes give the same files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from biaochi.demo.casefiles import write_cases
from biaochi.demo.files import (
    write_areas,
    write_funding,
    write_grids,
    write_households,
    write_premises,
    write_staff,
    write_volunteers,
)
from biaochi.demo.places import write_places
from biaochi.demo.recipe import fingerprint
from biaochi.demo.recipe import recipe as _recipe
from biaochi.demo.sheets import Written
from biaochi.demo.works import write_projects, write_targets

DEMO_AS_OF: date = _recipe()["as_of"]
NOTICE: str = _recipe()["notice"]
"""What every page of a demo says."""

_WRITERS: list[tuple[str, Callable[[Path], list[Written]], float]] = [
    ("area", write_areas, 0.03),
    ("community", write_households, 0.08),
    ("facility", write_premises, 0.12),
    ("funding", write_funding, 0.05),
    ("case", write_cases, 0.42),
    ("volunteer", write_volunteers, 0.05),
    ("grid", write_grids, 0.03),
    ("staff", write_staff, 0.02),
    ("project", write_projects, 0.01),
    ("target", write_targets, 0.01),
    ("places", lambda folder: write_places(folder, NOTICE), 0.18),
]
"""Kind, writer, and roughly the part of the whole time it takes. Areas come first: the rest is checked against them."""

Progress = Callable[[float, str], None]


def write_ledger(folder: Path, on_progress: Progress | None = None) -> list[Written]:
    """Write all files into ``folder`` (made if absent) and say for each what an import must find in it.

    ``on_progress(done, kind)`` is called with the part done (0 to 1) and the kind that comes next ("" at the end).
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Written] = []
    done = 0.0
    for kind, writer, weight in _WRITERS:
        if on_progress:
            on_progress(done, kind)
        written += writer(folder)
        done += weight
    if on_progress:
        on_progress(1.0, "")
    return written


def write_exports(folder: Path, on_progress: Progress | None = None) -> list[Path]:
    """Write the demo's raw export files into ``folder``; their paths in the order in which to import them."""
    return [file.path for file in write_ledger(folder, on_progress)]


def days_of(files: Iterable[Written]) -> dict[Path, date]:
    """The day each file speaks for: the demo's, or that of the document a place is taken from."""
    return {file.path: file.as_of or DEMO_AS_OF for file in files}


__all__ = ["DEMO_AS_OF", "NOTICE", "Written", "days_of", "fingerprint", "write_exports", "write_ledger"]
