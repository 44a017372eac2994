"""The command line: import exports, ask for values, list the catalogue, build the demo city.

Nothing here counts anything: every command is a thin face over ``ingest``, ``measures``, ``catalogue`` and ``demo``, which
are imported where they are needed so that a command starts quickly.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer

from biaochi import __version__
from biaochi.config import settings
from biaochi.console import (
    ACCOUNT,
    Format,
    Stages,
    err,
    print_csv,
    print_explanation,
    print_json,
    print_sentences,
    print_table,
    print_values,
    say,
    warn,
)
from biaochi.errors import BiaochiError
from biaochi.i18n import pick, t
from biaochi.i18n import say as sentence_of

app = typer.Typer(
    name="biaochi",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="A city's community governance, held against published standards.",
)

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Exports: .csv, .xlsx, or a .zip of one of these.")]
TableName = Annotated[str | None, typer.Option("--table", help="The table of the rows, where the headers do not tell.")]
ProfileName = Annotated[str | None, typer.Option("--profile", help="A profile of data/profiles, or a path to one.")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="The date the data speaks for."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Read and check everything, store nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one account per file as JSON.")]

IndicatorId = Annotated[str, typer.Argument(metavar="INDICATOR", help="An id of “biaochi indicators”.")]
AreaCode = Annotated[str | None, typer.Option("--area", metavar="CODE", help="Area code; without it the whole.")]
Level = Annotated[
    str | None,
    typer.Option("--level", help="One row per area of this level: province, city, county, town, community."),
]
By = Annotated[
    list[str] | None,
    typer.Option("--by", help="area, period, category, department, channel or urgency; may be repeated."),
]
PeriodText = Annotated[
    str | None, typer.Option("--period", help="2016-12, 2025Q2, 2025 or START/END; without it all there is.")
]
Grain = Annotated[str | None, typer.Option("--grain", help="With --by period: month, quarter or year.")]
Standard = Annotated[
    str | None,
    typer.Option("--standard", help="Set of standards, see data/standards/profiles.toml; else the place's or the warehouse's own."),
]
Households = Annotated[
    str | None,
    typer.Option("--households", help="Basis of households: resident, total, registered, floating; else the place's usual one."),
]
Population = Annotated[
    str | None, typer.Option("--population", help="Basis of population, as --households; else the same as that one.")
]
Cutoff = Annotated[str, typer.Option("--cutoff", help="period: as it stood when the period ended; as-of: as it stands.")]
Include = Annotated[
    list[str] | None,
    typer.Option("--include", help="Count these after all: deferred, merged, unfiled, void; may be repeated."),
]

HowToPrint = Annotated[Format, typer.Option("--format", help="How to print it.")]


@app.command("import")
def import_(
    files: Files,
    table: TableName = None,
    profile: ProfileName = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take in export files: good rows into the warehouse, bad ones into quarantine, every row accounted for."""
    from biaochi.ingest import STAGES, import_files
    from biaochi.warehouse import Warehouse

    warehouse = Warehouse(settings().warehouse)
    present = warehouse.current()
    if present is not None and present.is_demo and present.own_imports == 0 and not dry_run:
        warn(
            "{path} holds the demo city: these rows will stand beside synthetic ones, and pages will go on saying so. Name another "
            "folder in BIAOCHI_WAREHOUSE to keep them apart.",
            path=str(settings().warehouse),
        )
    with Stages(STAGES, quiet=as_json) as stages:
        accounts = import_files(
            files,
            warehouse=warehouse,
            table=table,
            profile=profile,
            as_of=as_of.date() if as_of else None,
            dry_run=dry_run,
            on_progress=stages,
        )
    rows = [{name: getattr(account, name) for name in ACCOUNT} for account in accounts]
    if as_json:
        print_json(rows)
        return
    title = t("Trial run: nothing was stored", settings().language) if dry_run else None
    print_table(ACCOUNT, [["—" if row[name] is None else str(row[name]) for name in ACCOUNT] for row in rows], title)
    for account in accounts:
        if account.as_of_from == "inferred":
            message = "{file}: taken to speak for {day}, from its latest date; name another with --as-of."
            say(message, file=account.file, day=str(account.as_of))
        if account.warnings:
            message = "{file}: optional cells left empty because they could not be read: {columns}"
            say(message, file=account.file, columns=account.warnings)
    if any(account.quarantined for account in accounts) and not dry_run:
        say("Rows in quarantine are listed with their reasons on the page “Data”.")


@app.command()
def value(
    indicator: IndicatorId,
    area: AreaCode = None,
    level: Level = None,
    by: By = None,
    period: PeriodText = None,
    grain: Grain = None,
    standard: Standard = None,
    households: Households = None,
    population: Population = None,
    cutoff: Cutoff = "period",
    include: Include = None,
    how: HowToPrint = Format.table,
    in_words: Annotated[bool, typer.Option("--say", help="Tell each verdict as a sentence.")] = False,
) -> None:
    """Print an indicator's value: the same call that draws the pages."""
    from biaochi.catalogue import catalogue
    from biaochi.engine import open_engine
    from biaochi.measures import Question
    from biaochi.measures import value as ask

    question = Question(
        indicator=indicator,
        area=area,
        level=level,
        by=_names(by),
        period=period,
        grain=grain,
        profile=standard,
        household_basis=households,
        population_basis=population or households,
        cutoff=cutoff,
        include=_names(include),
    )
    engine = open_engine(settings().warehouse)
    frame = ask(engine, question)
    if in_words:
        print_sentences(frame, catalogue()[indicator], dict(engine.areas.select("area_code", "area_name").iter_rows()))
    elif how is Format.json:
        print_json(frame.iter_rows(named=True))
    elif how is Format.csv:
        print_csv(frame)
    else:
        print_values(frame, catalogue()[indicator])


@app.command()
def explain(
    indicator: IndicatorId,
    area: AreaCode = None,
    period: PeriodText = None,
    standard: Standard = None,
    households: Households = None,
    population: Population = None,
    cutoff: Cutoff = "period",
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many rows to list of each kind; the total is told.")] = 20,
    how: HowToPrint = Format.table,
) -> None:
    """Take a figure apart: its rows with file and row number, why cases count or not, its SQL, its standard."""
    from biaochi.engine import open_engine
    from biaochi.measures import Question
    from biaochi.measures.explain import explain as take_apart

    question = Question(
        indicator=indicator,
        area=area,
        period=period,
        profile=standard,
        household_basis=households,
        population_basis=population or households,
        cutoff=cutoff,
    )
    print_explanation(take_apart(open_engine(settings().warehouse), question, limit=limit), how)


@app.command()
def indicators(how: HowToPrint = Format.table) -> None:
    """List the catalogue: every indicator with its definition, unit and standard."""
    from biaochi.catalogue import catalogue

    language = settings().language
    rows = [indicator.as_dict() for indicator in catalogue().values()]
    if how is Format.json:
        print_json(rows)
    elif how is Format.csv:
        print_csv(pl.DataFrame([{key: _flat(part, language) for key, part in row.items()} for row in rows]))
    else:
        columns = ("id", "title", "unit", "standard")
        shown = [(r["id"], pick(r["title"], language), t(r["unit"], language), r["standard"] or "—") for r in rows]
        print_table(columns, shown)


@app.command()
def check(area: AreaCode = None, how: HowToPrint = Format.table) -> None:
    """List figures that do not fit together: totals and parts, districts and communities, the documents themselves."""
    from biaochi.checks import findings, printed
    from biaochi.engine import open_engine

    frame = findings(open_engine(settings().warehouse), area)
    if how is Format.json:
        print_json(frame.iter_rows(named=True))
    elif how is Format.csv:
        print_csv(frame)
    elif frame.is_empty():
        say("Nothing was found that does not fit together.")
    else:
        columns = ("severity", "check", "area_name", "subject", "figure_a", "figure_b", "difference")
        print_table(columns, printed(frame, settings().language))


@app.command()
def demo(force: Annotated[bool, typer.Option("--force", help="Build it again even where it is fresh.")] = False) -> None:
    """Build the demo city: write raw export files from the recipe and import them. Does nothing where it is fresh."""
    from biaochi.demo.build import build
    from biaochi.ingest import STAGES

    path = settings().warehouse
    with Stages(STAGES) as stages:
        built = build(path, force=force, on_progress=stages)
    if built:
        say("The demo city was built in {path}.", path=str(path))
    else:
        say("Nothing to build: {path} holds a fresh demo city or imported data.", path=str(path))


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        print(f"biaochi {__version__}")
        raise typer.Exit


def _names(options: list[str] | None) -> tuple[str, ...]:
    """The names of an option that may be repeated or hold several, with commas between."""
    return tuple(name.strip() for part in options or () for name in part.split(","))


def _flat(content: Any, language: str) -> str:
    if isinstance(content, dict):
        return pick(content, language)
    return ", ".join(content) if isinstance(content, list) else str(content if content is not None else "")


def main() -> None:
    """Run the command line; a fault ends with its sentence and its exit code, never with a traceback."""
    try:
        app()
    except BiaochiError as error:

        err.print(sentence_of(error, settings().language), style="bold red", markup=False, highlight=False)
        raise SystemExit(error.exit_code) from None


if __name__ == "__main__":
    main()
