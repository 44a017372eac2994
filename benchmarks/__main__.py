"""``make bench``: build the rows, let every contestant answer, check that they agree, then time them.

BIAOCHI_BENCH_ROWS (10,000,000) and BIAOCHI_BENCH_RUNS (7) make it smaller or longer; BIAOCHI_BENCH_RESULTS says where
the result file goes (benchmarks/results).
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import cases, contestants
from benchmarks.contestants import QUESTIONS, Answer
from biaochi.engine import open_engine
from biaochi.warehouse import Warehouse

LIBRARIES = ("duckdb", "polars", "pandas", "numpy", "deltalake", "pyarrow")
Ways = dict[str, dict[str, Callable[[], Answer]]]


def main() -> int:
    rows = int(os.environ.get("BIAOCHI_BENCH_ROWS", "10_000_000"))
    runs = max(5, int(os.environ.get("BIAOCHI_BENCH_RUNS", "7")))
    results = Path(os.environ.get("BIAOCHI_BENCH_RESULTS", Path(__file__).parent / "results"))
    with tempfile.TemporaryDirectory(prefix="biaochi-bench-") as folder:
        path = Path(folder) / "warehouse"
        say(f"building a warehouse with {rows:,} cases …")
        started = perf_counter()
        cases.build(path, rows)
        building = perf_counter() - started
        warehouse = Warehouse(path)
        manifest = warehouse.current()
        assert manifest is not None
        files = warehouse.files(manifest)["case"]
        say(f"built and published in {building:.0f} s; loading the raw rows into memory …")
        engine = open_engine(path)
        ways: Ways = {
            "biaochi": contestants.biaochi(engine),
            "duckdb": contestants.plain_duckdb(files),
            "polars": contestants.polars(files),
            "pandas": contestants.pandas(files),
        }
        if not agree(ways):
            return 1
        medians = time_all(ways, runs)
        report = {
            "date": date.today().isoformat(),
            "rows": rows,
            "runs": runs,
            "build_seconds": round(building, 2),
            "machine": machine(),
            "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
            "note": "medians; raw rows in memory before the clock starts; biaochi: measures.value, question to frame",
            "milliseconds": {q: {way: round(t * 1000, 2) for way, t in times.items()} for q, times in medians.items()},
            "times_as_long_as_biaochi": {
                q: {way: round(t / times["biaochi"], 2) for way, t in times.items() if way != "biaochi"}
                for q, times in medians.items()
            },
        }
    say(table(medians))
    say(f"written to {write(results, report)}")
    return 0


def agree(ways: Ways) -> bool:
    """Whether all contestants give the same numbers; says where they do not."""
    for question in QUESTIONS:
        answers = {way: by_question[question]() for way, by_question in ways.items()}
        expected = answers["duckdb"]
        for way, answer in answers.items():
            if answer != expected:
                differing = sorted(k for k in {*answer, *expected} if answer.get(k) != expected.get(k))
                key = differing[0]
                say(f"{question}: {way} says {key}: {answer.get(key)}, duckdb says {expected.get(key)}")
                say(f"{len(differing)} of {len(expected)} keys differ; nothing was timed.")
                return False
        say(f"{question}: all agree on {len(expected)} rows")
    return True


def time_all(ways: Ways, runs: int) -> dict[str, dict[str, float]]:
    """Median seconds by question and contestant. Contestants take turns, so that a busy moment hits all of them."""
    times: dict[str, dict[str, list[float]]] = {q: {way: [] for way in ways} for q in QUESTIONS}
    for _ in range(runs):
        for question in QUESTIONS:
            for way, by_question in ways.items():
                started = perf_counter()
                by_question[question]()
                times[question][way].append(perf_counter() - started)
    return {q: {way: median(seconds) for way, seconds in by_way.items()} for q, by_way in times.items()}


def machine() -> dict[str, str | int | float]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 0
    return {"system": f"{platform.system()} {platform.machine()}", "cores": cores, "memory_gib": round(memory, 1)}


def table(medians: dict[str, dict[str, float]]) -> str:
    lines = [f"{'milliseconds (median)':<26}" + "".join(f"{way:>12}" for way in next(iter(medians.values())))]
    for question, times in medians.items():
        cells = "".join(f"{seconds * 1000:>12.1f}" for seconds in times.values())
        lines.append(f"{question:<26}{cells}")
    return "\n".join(lines)


def write(folder: Path, report: dict) -> Path:
    """Write the report as <date>-<n>.json; earlier results stay."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (path := folder / f"{report['date']}-{number}.json").exists():
        number += 1
    path.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
