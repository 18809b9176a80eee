"""PTV (Suomi.fi Finnish Service Catalogue), Open API v11 GET shapes, older ones tolerated.

`read(payload)` turns any parsed JSON into a `Reading`; what cannot be used becomes a `Problem` with
its reason, never an exception. Pure: no database, no network, no clock.
"""

from seurantalo.records.formats.ptv.payload import Problem
from seurantalo.records.formats.ptv.reading import read
from seurantalo.records.formats.ptv.shapes import (
    Channel,
    Connection,
    Organization,
    Reading,
    Reference,
    Service,
)

__all__ = [
    "Channel",
    "Connection",
    "Organization",
    "Problem",
    "Reading",
    "Reference",
    "Service",
    "read",
]
