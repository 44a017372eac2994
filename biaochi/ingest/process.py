"""One sheet on its way: read, place, fill in, check, and the account of what became of each row."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from biaochi.ingest import checksums
from biaochi.ingest.areacodes import canonical, level_of
from biaochi.ingest.areas import HELPERS, KNOWN, Area, Areas
from biaochi.ingest.derive import derive
from biaochi.ingest.derive_case import without_deadline
from biaochi.ingest.fileareas import middles, place_rows
from biaochi.ingest.mapping import Mapped
from biaochi.ingest.masking import masked
from biaochi.ingest.parsing import PROBLEM, SHIFTED, read_rows
from biaochi.ingest.rollups import parent_rows
from biaochi.ingest.rows import split_body
from biaochi.ingest.tree import tangled
from biaochi.ingest.validate import check, conflicts, conform, newest, shortened_ids, without_odd_extras
from biaochi.ingest.when import decide, without_days_ahead
from biaochi.ingest.wide import split_rows
from biaochi.tables import TABLES


@dataclass(frozen=True)
class Outcome:
    """What a sheet gives: rows for its table, areas that must exist for them, and lines for the ledgers."""

    mapped: Mapped
    as_of: date
    accepted: pl.DataFrame
    areas: pl.DataFrame
    quarantine: pl.DataFrame
    checksum: pl.DataFrame
    read: int
    accepted_rows: int
    duplicates: int
    checksum_rows: int
    as_of_from: str
    warnings: str


@dataclass(frozen=True)
class Batch:
    """What is the same for all files of one import, but for ``as_of``: the date that came with the call for the file at hand."""

    batch_id: str
    as_of: date | None
    today: date
    cases: list[pl.DataFrame] = field(default_factory=list)
    """Cases that are stored and that the files so far brought: one number for two of them is told across files and imports."""


def process(mapped: Mapped, areas: Areas, batch: Batch, on_step: Callable[[str, int, int], None]) -> Outcome:
    """Take one sheet as far as the warehouse needs it. ``areas`` learns the areas the sheet brings."""
    table = mapped.table
    body = split_body(mapped)
    typed, warned = read_rows(mapped, body.data, lambda done, total: on_step("parse", done, total))
    when = decide(mapped, typed, given=batch.as_of, today=batch.today)
    typed = without_days_ahead(mapped, typed, body.data, as_of=when.as_of, limit=batch.as_of or batch.today)
    on_step("place", 0, 1)
    placed, made = _place(mapped, typed, areas)
    trouble = [_problems(placed)]
    sound = placed.filter(pl.col("rule").is_null())
    parents, parent_lines = parent_rows(mapped, sound, areas)
    sound = sound.filter(~pl.col("row").is_in(parents)) if parents else sound
    on_step("check", 0, 1)
    full = derive(mapped, split_rows(sound, mapped.wide), period=when.period, given=batch.as_of)
    full = full.with_columns(
        source_file=pl.lit(mapped.sheet.file),
        source_row=pl.col("row"),
        batch_id=pl.lit(batch.batch_id),
        as_of=pl.lit(when.as_of),
    )
    shown = {column: source.shown for column, source in mapped.columns.items()}
    full, odd = without_odd_extras(conform(full, table), table, shown)
    if table.name == "case":
        odd = pl.concat([odd, without_deadline(mapped, full)])
    _, broken = check(full, table, shown)
    trouble.append(_quoted(broken, mapped, body.data))
    if table.name == "case":
        trouble.append(shortened_ids(full))
    if table.name == "area":
        trouble.append(tangled(_without(full, trouble), areas))
    trouble.append(conflicts(_without(full, trouble), table, pl.concat(batch.cases) if batch.cases else None))
    bad = pl.concat(trouble).unique("row", keep="first", maintain_order=True).sort("row")
    good = _without(full, [bad])
    kept = newest(good, table)
    kept_rows = kept["row"].unique()
    duplicates = good["row"].n_unique() - len(kept_rows)
    if table.name == "case":
        batch.cases.append(kept.select("system", "case_id", "area_code", "reported_at"))
    once = typed.filter(pl.col("row").is_in(kept_rows.implode()) | pl.col("row").is_in(bad["row"].implode()))
    sums = pl.concat([checksums.checksums(mapped, body.sums, once), parent_lines]).sort(
        "source_row", maintain_order=True
    )
    on_step("check", 1, 1)
    source = {"table": table.name, "source_file": mapped.sheet.file, "batch_id": batch.batch_id}
    return Outcome(
        mapped=mapped,
        as_of=when.as_of,
        accepted=kept.drop("row"),
        areas=_area_rows(mapped, kept, placed, made, areas, batch, when.as_of),
        quarantine=_ledger(bad, mapped, body.data, source),
        checksum=sums.with_columns(**{n: pl.lit(v) for n, v in source.items()}),
        read=body.read,
        accepted_rows=len(kept_rows),
        duplicates=duplicates,
        checksum_rows=body.sums.height + len(parents),
        as_of_from=when.origin,
        warnings=_told(_without(pl.concat([warned, odd]), [bad])),
    )


def _place(mapped: Mapped, typed: pl.DataFrame, areas: Areas) -> tuple[pl.DataFrame, list[Area]]:
    """Settle area_code. Returns the rows and the areas a profile makes from the file."""
    if mapped.table.name == "area":
        return _area_table(typed, areas), []
    if mapped.profile.areas:
        return place_rows(typed, mapped.profile.areas)
    frame = areas.resolve(typed)
    first = pl.col("rule").is_null() & pl.col("area_rule").is_not_null()
    shown = {c: s.shown for c, s in mapped.columns.items() if c in HELPERS}
    column = (
        pl.col("area_column").replace_strict(shown, default=None, return_dtype=pl.String)
        if shown
        else pl.col("area_column")
    )
    frame = frame.with_columns(
        column=pl.when(first).then(column).otherwise("column"),
        value=pl.when(first).then("area_value").otherwise("value"),
        rule=pl.when(first).then("area_rule").otherwise("rule"),
    )
    return frame.drop("area_rule", "area_column", "area_value"), []


def _area_table(typed: pl.DataFrame, areas: Areas) -> pl.DataFrame:
    """Level and parent from the code where it tells them, else from the file."""
    frame = typed
    for column in ("area_code", "parent_code", "level", "area_name", "predecessor_code"):
        if column not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(column))
    frame = frame.with_columns(
        canonical(pl.col("area_code")).alias("area_code"),
        canonical(pl.col("parent_code")).alias("parent_code"),
        _predecessors(pl.col("predecessor_code")).alias("predecessor_code"),
    )
    codes = frame["area_code"].drop_nulls().unique().to_list()

    def told(answers: dict[str, str | None]) -> pl.Expr:
        return pl.col("area_code").replace_strict(
            list(answers), list(answers.values()), default=None, return_dtype=pl.String
        )

    known = {code: areas.get(code) for code in codes}
    return frame.with_columns(
        level=pl.coalesce(told({code: level_of(code) for code in codes}), "level"),
        parent_code=pl.coalesce("parent_code", told({code: areas.parent(code) for code in codes})),
        area_name=pl.coalesce("area_name", told({code: area.name if area else None for code, area in known.items()})),
    )


def _predecessors(text: pl.Expr) -> pl.Expr:
    """Several old codes, however they are separated, in canonical form and separated by “;”."""
    codes = text.str.replace_all(r"[;；,，、/\s]+", ";").str.strip_chars(";").str.split(";")
    return codes.list.eval(canonical(pl.element().str.replace(r"\.0$", ""))).list.join(";")


def _without(frame: pl.DataFrame, trouble: list[pl.DataFrame]) -> pl.DataFrame:
    """``frame`` without the rows that are in trouble already."""
    return frame.join(pl.concat([t.select("row") for t in trouble]), on="row", how="anti", maintain_order="left")


def _told(warned: pl.DataFrame) -> str:
    """How many rows were kept with which column left empty: “满意度: 3; 紧急程度: 1”."""
    counts = warned.group_by("column", maintain_order=True).agg(pl.col("row").n_unique())
    return "; ".join(f"{column}: {rows}" for column, rows in counts.iter_rows())


def _problems(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("rule").is_not_null()).select("row", *PROBLEM)


def _quoted(broken: pl.DataFrame, mapped: Mapped, data: pl.DataFrame) -> pl.DataFrame:
    """Problems of the table's rules with the text the file has in the column at fault."""
    cells = {source.shown: source.cell for source in mapped.columns.values()}
    named = broken.filter(pl.col("column").is_in(list(cells)))
    if named.is_empty():
        return broken
    texts = {row: record for row, record in _records(data, named["row"])}
    value = [
        texts[row].get(cells.get(column, "")) if row in texts else None
        for row, column in broken.select("row", "column").iter_rows()
    ]
    # A date that stands for “none” (2099-12-31) was read as null; the sheet's cell is not empty all the same.
    placeholder = (pl.col("rule") == "missing") & pl.col("value").is_not_null()
    return broken.with_columns(value=pl.Series(value, dtype=pl.String)).with_columns(
        rule=pl.when(placeholder).then(pl.lit("placeholder")).otherwise("rule")
    )


def _records(data: pl.DataFrame, rows: pl.Series) -> list[tuple[int, dict[str, str | None]]]:
    return [(r["row"], r) for r in data.filter(pl.col("row").is_in(rows.unique().implode())).iter_rows(named=True)]


def _ledger(bad: pl.DataFrame, mapped: Mapped, data: pl.DataFrame, source: dict[str, str]) -> pl.DataFrame:
    """Quarantined rows with the text of their mapped columns; personal and unknown columns are not among them."""
    cells = [(s.shown, s.cell) for s in mapped.columns.values()] + [(w.shown, w.cell) for w in mapped.wide]
    shifted = dict(bad.select("row", pl.col("rule") == SHIFTED).iter_rows())
    safe = _before_the_unknown(mapped)
    texts = {
        row: json.dumps(
            {name: masked(record[cell]) for name, cell in (safe if shifted[row] else cells) if record[cell] is not None},
            ensure_ascii=False,
        )
        for row, record in _records(data, bad["row"])
    }
    return bad.select(
        source_row="row",
        rule="rule",
        column="column",
        value=pl.Series([masked(text) for text in bad["value"]], dtype=pl.String),
        row_json=pl.Series([texts[row] for row in bad["row"]], dtype=pl.String),
        **{name: pl.lit(value) for name, value in source.items()},
    )


def _before_the_unknown(mapped: Mapped) -> list[tuple[str, str]]:
    """The id's cell, where nothing personal or unknown stands left of it that an extra comma could have moved into it."""
    used = {s.cell for s in mapped.columns.values()} | {w.cell for w in mapped.wide}
    labels = enumerate(mapped.header.labels)
    end = next((i for i, label in labels if label.parts and f"c{i}" not in used), len(mapped.header.labels))
    ids = [s for column, s in mapped.columns.items() if column.endswith("_id")]
    return [(s.shown, s.cell) for s in ids if int(s.cell[1:]) < end]


def _area_rows(
    mapped: Mapped, kept: pl.DataFrame, placed: pl.DataFrame, made: list[Area], areas: Areas, batch: Batch, as_of: date
) -> pl.DataFrame:
    """Rows of the area table that this sheet needs and nobody imported: made from the file, or above and at its codes."""
    used = kept["area_code"].unique().to_list()
    points: dict[str, tuple[float, float]] = {}
    if mapped.profile.areas and mapped.table.name != "area":
        needed = {*used, mapped.profile.areas.root_code}
        new = [area for area in made if area.code in needed and not areas.imported(area.code)]
        points = middles(kept, mapped.profile.areas)
    elif mapped.table.name == "area":
        areas.add(
            Area(*row)
            for row in kept.select(*KNOWN).cast(pl.String).iter_rows()
        )
        new = areas.to_create(used, {})
    else:
        named = [c for c in ("community_name",) if c in placed.columns]
        sure = placed.filter(pl.col("rule").ne_missing(SHIFTED))  # what stands in a shifted row may be anybody's name
        names = dict(sure.select("area_code", *named).drop_nulls().unique("area_code").iter_rows()) if named else {}
        new = areas.to_create(used, names)
    areas.add(new)
    crs = mapped.profile.areas.crs if mapped.profile.areas else None
    rows = [
        {
            "area_code": a.code,
            "area_name": a.name,
            "level": a.level,
            "parent_code": a.parent,
            "alias": a.alias,
            "lon": points.get(a.code, (None, None))[0],
            "lat": points.get(a.code, (None, None))[1],
            "crs": crs if a.code in points else None,
            "source_file": mapped.sheet.file,
            "source_row": 0,
            "batch_id": batch.batch_id,
            "as_of": as_of,
        }
        for a in new
    ]
    schema = {name: definition.dtype for name, definition in TABLES["area"].schema.columns().items()}
    return pl.DataFrame(rows, schema=schema)
