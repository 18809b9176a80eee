"""The code lists of PTV, the Finnish Service Catalogue, as they are published by Suomi.fi.

Source: koodistot.suomi.fi (ptvserclass2, ptvkohderyhmat, ptvelti), CC BY 4.0; see README.md.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from seurantalo.common.text import Text
from seurantalo.taxonomy.models import Scheme

DATA = Path(__file__).parent / "data"
FILES = {
    Scheme.PTV_SERVICE_CLASS: "ptv_service_classes.csv",
    Scheme.PTV_TARGET_GROUP: "ptv_target_groups.csv",
    Scheme.PTV_LIFE_EVENT: "ptv_life_events.csv",
}


class PtvCode(NamedTuple):
    """A code with its names (fi, sv, en), both its addresses and the code above it."""

    code: str
    name: Text
    uri: str
    old_uri: str
    parent: str | None


@cache
def code_list(scheme: Scheme) -> Mapping[str, PtvCode]:
    """Code → what it means, in the order of the list.

    Raises KeyError for a scheme that is not PTV's.
    """
    with (DATA / FILES[scheme]).open(encoding="utf-8", newline="") as file:
        rows = [
            PtvCode(
                row["code"],
                Text({lang: row[f"name_{lang}"] for lang in ("fi", "sv", "en")}),
                row["uri"],
                row["old_uri"],
                row["parent"] or None,
            )
            for row in csv.DictReader(file)
        ]
    return MappingProxyType({row.code: row for row in rows})
