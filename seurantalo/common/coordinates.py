"""ETRS-TM35FIN metres, in which the Finnish authorities publish, and WGS84 degrees, which we keep."""

from __future__ import annotations

import math
from functools import cache

from pyproj import Transformer

# The area of use of EPSG:3067 on land, in metres, with room to spare.
EASTINGS = (40_000.0, 770_000.0)
NORTHINGS = (6_500_000.0, 7_900_000.0)
EARTH_RADIUS_KM = 6371.0088


@cache
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def to_wgs84(easting: float, northing: float) -> tuple[float, float]:
    """(latitude, longitude) in WGS84 degrees of an EPSG:3067 point in metres.

    Raises ValueError when the point is not in Finland: most often the two are swapped.
    """
    if not (EASTINGS[0] <= easting <= EASTINGS[1] and NORTHINGS[0] <= northing <= NORTHINGS[1]):
        raise ValueError(f"not a point of ETRS-TM35FIN in Finland: E {easting}, N {northing}")
    longitude, latitude = _transformer("EPSG:3067", "EPSG:4326").transform(easting, northing)
    return latitude, longitude


def to_tm35fin(latitude: float, longitude: float) -> tuple[float, float]:
    """(easting, northing) in EPSG:3067 metres of a WGS84 point in degrees.

    Raises ValueError when the point is not near Finland.
    """
    if not (58 <= latitude <= 72 and 16 <= longitude <= 34):
        raise ValueError(f"not a point in Finland: {latitude}, {longitude}")
    easting, northing = _transformer("EPSG:4326", "EPSG:3067").transform(longitude, latitude)
    return easting, northing


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres along the great circle between two (latitude, longitude) points in degrees."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (a, b))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def in_finland(latitude: float, longitude: float) -> bool:
    """Whether a WGS84 point lies in the box around Finland (NaN and infinity do not)."""
    return 59.3 <= latitude <= 70.2 and 19.0 <= longitude <= 31.7
