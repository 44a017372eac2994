"""Build the demo warehouse: write the raw exports into a folder that vanishes, import them, swap the result in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from biaochi.demo import days_of, fingerprint, write_ledger
from biaochi.demo.recipe import recipe
from biaochi.errors import BiaochiError
from biaochi.ingest import import_files
from biaochi.warehouse import Warehouse

Progress = Callable[[str, int, int], None]


def build(path: Path, *, force: bool = False, on_progress: Progress | None = None) -> bool:
    """Make ``path`` the demo warehouse; True when it was built, False when it was left as it is.

    A warehouse into which anybody imported is left alone (and refused with ``force``). A stale demo is served until the
    new one is whole.
    """
    present = Warehouse(path).current()
    has_own = present is not None and present.own_imports > 0
    if has_own and force:
        raise BiaochiError(
            "{path} holds imported data beside or instead of the demo; it stays as it is. Name another folder in "
            "BIAOCHI_WAREHOUSE to build the demo there.",
            path=str(path),
        )
    if has_own or (present is not None and present.demo_fingerprint == fingerprint() and not force):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".biaochi-demo-", dir=path.parent) as folder:
        exports, new, old = Path(folder) / "exports", Path(folder) / "warehouse", Path(folder) / "old"

        def report(done: float, _kind: str) -> None:
            if on_progress:
                on_progress("Writing the demo exports", round(done * 100), 100)

        files = write_ledger(exports, report)
        import_files(
            [file.path for file in files],
            warehouse=Warehouse(new),
            as_of=days_of(files),
            on_progress=on_progress,
            demo_fingerprint=fingerprint(),
            standard=recipe()["standard"],
            home=recipe()["city"]["code"],
        )
        if path.exists():
            path.rename(old)
        shutil.move(new, path)
    return True
