"""Write `src/nuzuh/render/basemap.json` from the countries of Natural Earth in the npm package world-atlas.

A tool for maintainers, needed only when the window of fine detail moves. It wants shapely 2.1 or later:

    npm pack world-atlas@2.0.2
    uv run --no-project --with shapely python scripts/make_basemap.py world-atlas-2.0.2.tgz
"""

import json
import sys
import tarfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely

TARGET = Path(__file__).parents[1] / "src" / "nuzuh" / "render" / "basemap.json"
WINDOW = (25.0, 28.0, 50.0, 43.0)
"""West, south, east, north of the part that is kept in detail (degrees)."""
DETAIL = 0.001
"""Simplification in the window (degrees, about 0.1 km); borders stay shared."""

SOURCE = "Natural Earth 4.1 (public domain), by world-atlas 2.0.2 (ISC)"


def arcs_of(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Arcs of a quantised TopoJSON in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * kx + dx, y * ky + dy))
        arcs.append(line)
    return arcs


def polygons_of(topology: dict[str, Any]) -> list[tuple[str, str, shapely.MultiPolygon]]:
    """Id (ISO 3166 numeric), English name and shape of every country; degenerate rings are left out."""
    arcs = arcs_of(topology)

    def ring(indexes: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indexes:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        parts = geometry.get("arcs", [])
        parts = [parts] if geometry["type"] == "Polygon" else parts
        rings = [[ring(r) for r in part] for part in parts]
        shapes = [shapely.Polygon(part[0], [r for r in part[1:] if len(r) > 3]) for part in rings if len(part[0]) > 3]
        shape = shapely.make_valid(shapely.MultiPolygon(shapes))
        countries.append((str(geometry.get("id", "")), geometry["properties"]["name"], shape))
    return countries


def outlines(shape: Any, grid: int, smallest: float) -> list[list[int]]:
    """Outer rings as flat lists of steps in longitude and latitude, in thousandths of a degree.

    The first step is from 0, 0. Points lie on a grid of `grid` thousandths; islands under `smallest` square
    degrees are left out.
    """
    rings = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and part.area >= smallest:
            scale = 1000 / grid
            corners = ((round(x * scale) * grid, round(y * scale) * grid) for x, y in part.exterior.coords)
            points = [(0, 0), *dict.fromkeys(corners)]
            if len(points) > 3:
                rings.append([step for a, b in pairwise(points) for step in (b[0] - a[0], b[1] - a[1])])
    return sorted(rings, key=len, reverse=True)


def layer(countries: list[tuple[str, str, Any]], grid: int, smallest: float) -> list[dict[str, Any]]:
    """Countries as the JSON has them, the largest first so that enclaves are drawn on top."""
    ordered = sorted(countries, key=lambda country: -country[2].area)
    rows = [{"id": ident, "name": name, "rings": outlines(shape, grid, smallest)} for ident, name, shape in ordered]
    return [row for row in rows if row["rings"]]


def main() -> None:
    """Read the tarball named on the command line and write the base map."""
    with tarfile.open(sys.argv[1]) as tarball:
        fine, coarse = (
            json.load(tarball.extractfile(f"package/countries-{scale}.json"))  # type: ignore[arg-type]
            for scale in ("10m", "110m")
        )
    clipped = [(i, n, shapely.clip_by_rect(shape, *WINDOW)) for i, n, shape in polygons_of(fine)]
    clipped = [row for row in clipped if not row[2].is_empty]
    shapes = [shapely.MultiPolygon([p for p in shapely.get_parts(s) if p.geom_type == "Polygon"]) for *_, s in clipped]
    smooth = shapely.coverage_simplify(shapes, DETAIL)
    detail = [(ident, name, shape) for (ident, name, _), shape in zip(clipped, smooth, strict=True)]
    base = {
        "source": SOURCE,
        "window": WINDOW,
        "detail": layer(detail, 1, 0.0003),
        "world": layer(polygons_of(coarse), 10, 0.0),
    }
    TARGET.write_text(json.dumps(base, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    counts = {key: len(base[key]) for key in ("detail", "world")}  # type: ignore[arg-type]
    sys.stdout.write(f"{TARGET.stat().st_size} bytes, {counts} countries\n")


if __name__ == "__main__":
    main()
