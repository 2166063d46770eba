"""Finer boundaries that a crisis brings for its map: rings from a GeoJSON file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from nuzuh.terms.errors import DataError, Problem

Ring = tuple[tuple[float, float], ...]


def read_boundaries(root: Path, file: str) -> tuple[Ring, ...]:
    """Return the outlines of a GeoJSON file as rings of longitude and latitude (degrees, WGS 84).

    Polygons, multipolygons and lines are read; holes count as outlines; an empty ``file`` gives none.

    Raises
    ------
    DataError
        The file is no GeoJSON, or its coordinates are not in degrees.
    """
    if not file:
        return ()
    try:
        document = msgspec.json.decode((root / file).read_bytes())
        rings = tuple(_rings(document))
    except (msgspec.DecodeError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise _refused(file, f"{file} is no GeoJSON: {error}.") from error
    if any(abs(x) > 180 or abs(y) > 90 for ring in rings for x, y in ring):
        raise _refused(file, f"{file} has coordinates that are not in degrees.")
    return rings


def _refused(file: str, message: str) -> DataError:
    suggestion = "Export it as GeoJSON in WGS 84 (EPSG:4326)."
    problem = Problem(file, "", None, "", "", "basemap.format", "error", message, suggestion)
    return DataError("The boundaries cannot be read: nothing was built.", [problem])


def _rings(node: dict[str, Any]) -> Iterator[Ring]:
    """Yield the outlines of a GeoJSON object, whatever it holds."""
    match node["type"]:
        case "FeatureCollection":
            for feature in node["features"]:
                yield from _rings(feature)
        case "Feature":
            yield from _rings(node["geometry"]) if node["geometry"] else ()
        case "GeometryCollection":
            for geometry in node["geometries"]:
                yield from _rings(geometry)
        case "Polygon" | "MultiLineString":
            yield from (_ring(points) for points in node["coordinates"])
        case "MultiPolygon":
            yield from (_ring(points) for polygon in node["coordinates"] for points in polygon)
        case "LineString":
            yield _ring(node["coordinates"])
        case "Point" | "MultiPoint":
            return
        case other:
            raise ValueError(f"unknown type {other}")


def _ring(points: list[list[float]]) -> Ring:
    return tuple((float(p[0]), float(p[1])) for p in points)
