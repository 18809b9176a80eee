"""The values of JSON-LD as pages write them: a text, a list or a lone one, a day, a time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from typing import Any

from seurantalo.common.time import HELSINKI, helsinki

DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
ZONE = re.compile(r"([+-]\d{2})(\d{2})$")


def is_day(told: Any) -> bool:
    """Whether it is a date without a time."""
    return bool(DAY.match(word(told)))


def moment(told: Any) -> datetime | None:
    """A time of schema.org, aware and in Helsinki; without a zone it is Finnish."""
    text = word(told)
    if day := DAY.match(text):
        text = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    text = ZONE.sub(r"\1:\2", text) if "T" in text else text
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 1900 <= found.year <= 2300:
        return None
    if found.tzinfo:
        return found.astimezone(UTC).astimezone(HELSINKI)
    return helsinki(
        datetime.combine(found.date(), found.time() if "T" in text or " " in text else time())
    )


def listed(told: Any) -> list[Any]:
    """One or many as many."""
    return told if isinstance(told, list) else [] if told is None else [told]


def word(told: Any) -> str:
    """A text or a number as text; "" of everything else."""
    if isinstance(told, list):
        return word(told[0]) if told else ""
    return str(told).strip() if isinstance(told, str | int | float) and told is not True else ""
