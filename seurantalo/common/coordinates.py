"""Finnish map coordinates: EPSG:3067 (ETRS-TM35FIN, metres) and WGS84 (degrees)."""

from __future__ import annotations

import math
from functools import cache

from pyproj import Transformer

# Finland with its territorial waters: what lies outside is a mistyped or swapped pair.
FINLAND_LATITUDE = (59.3, 70.2)
FINLAND_LONGITUDE = (19.0, 31.7)


@cache
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def to_wgs84(easting: float, northing: float) -> tuple[float, float]:
    """(latitude, longitude) in degrees of a point given in EPSG:3067 metres.

    Raises ValueError when the result is not in Finland.
    """
    longitude, latitude = _transformer(3067, 4326).transform(easting, northing)
    if not in_finland(latitude, longitude):
        raise ValueError(f"not in Finland: easting {easting}, northing {northing}")
    return latitude, longitude


def to_tm35fin(latitude: float, longitude: float) -> tuple[float, float]:
    """(easting, northing) in EPSG:3067 metres of a WGS84 point.

    Raises ValueError when the point is not in Finland.
    """
    if not in_finland(latitude, longitude):
        raise ValueError(f"not in Finland: latitude {latitude}, longitude {longitude}")
    easting, northing = _transformer(4326, 3067).transform(longitude, latitude)
    return easting, northing


def in_finland(latitude: float, longitude: float) -> bool:
    """Whether a WGS84 point lies in the box around Finland (NaN and infinity do not)."""
    return (
        math.isfinite(latitude)
        and math.isfinite(longitude)
        and FINLAND_LATITUDE[0] <= latitude <= FINLAND_LATITUDE[1]
        and FINLAND_LONGITUDE[0] <= longitude <= FINLAND_LONGITUDE[1]
    )
