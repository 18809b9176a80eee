"""What somebody looks at on the planning calendar: carried by its address, the same for every view."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from seurantalo.activities.models import Activity
from seurantalo.planning.models import PlanTime
from seurantalo.ui import periods

CODE = re.compile(r"[a-z0-9._-]{1,60}", re.IGNORECASE)
LONGEST_WORDS = 100
VIEWS = (*periods.VIEWS, "kaistat")
# Field → its name in an address, the same words as in a search.
NAMES = {
    "municipality": "kunta",
    "region": "maakunta",
    "target_group": "kohderyhma",
    "theme": "teema",
    "kind": "laji",
    "words": "q",
    "stage": "vaihe",
    "network": "verkosto",
    "seeking": "kumppani",
}
CHOICES = {"kind": Activity.Kind.values, "stage": PlanTime.Stage.values, "seeking": ["1"]}


@dataclass(frozen=True)
class CalendarQuery:
    """Where, for whom, about what; of plans also how sure, of which network, looking for a partner."""

    municipality: str = ""
    region: str = ""
    target_group: str = ""
    theme: str = ""
    kind: str = ""
    words: str = ""
    stage: str = ""
    network: str = ""
    seeking: str = ""

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> CalendarQuery:
        """The query of an address; what makes no sense asks for nothing."""
        values = {field: _sensible(field, told.get(name, "")) for field, name in NAMES.items()}
        return cls(**values)

    def pairs(self) -> list[tuple[str, str]]:
        """(name, value) pairs of the address."""
        told = [(NAMES[each.name], getattr(self, each.name)) for each in fields(self)]
        return [(name, value) for name, value in told if value]

    def address(self, view: str, day: date, name: str = "planning-calendar", **changes: str) -> str:
        """The address of a view of it on a day."""
        asked = replace(self, **changes) if changes else self
        return f"{reverse(name)}?{urlencode([*asked.pairs(), ('nakyma', view), ('pvm', str(day))])}"

    @property
    def only_plans(self) -> bool:
        """Whether something is asked that only plans have."""
        return bool(self.stage or self.network or self.seeking)


def _sensible(field: str, value: str) -> str:
    """The value if it can be one of the field, else ""."""
    if field == "words":
        return "".join(c for c in value if c.isprintable())[:LONGEST_WORDS].strip()
    if field in CHOICES:
        return value if value in CHOICES[field] else ""
    if field == "network":
        return value if value.isascii() and value.isdigit() and len(value) < 10 else ""
    return value if CODE.fullmatch(value) else ""
