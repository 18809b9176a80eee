"""Reading what people write into one field: a number, some places; and saying it back to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seurantalo.common.text import FALLBACKS, Text
from seurantalo.organizations.models import valid_business_id
from seurantalo.places import queries as places
from seurantalo.records.content import AreaCode

MANY = 60  # areas one can name; who works in more of them works in a region


def read_number(typed: str) -> tuple[str, str]:
    """The business id and the register number in a text, one of them "" (both when it is empty).

    Raises ValidationError, saying what is wrong with it, when it is neither.
    """
    bare = re.sub(r"[\s.]", "", typed)
    if not bare:
        return "", ""
    if found := re.fullmatch(r"(?:FI)?([0-9]{7})-?([0-9])", bare, re.IGNORECASE):
        return read_business_id(f"{found[1]}-{found[2]}"), ""
    if re.fullmatch(r"[0-9]{1,6}", bare):
        return "", read_register_number(typed)
    raise ValidationError(
        _(
            "“%(typed)s” is neither a business id (1234567-8) nor a register number (123.456)."
            " Check the numbers, or leave this empty."
        ),
        params={"typed": typed.strip()},
    )


def read_business_id(typed: str) -> str:
    """A business id with its dash. Raises ValidationError when its last number does not fit."""
    bare = re.sub(r"[\s-]", "", typed).upper().removeprefix("FI")
    if not bare:
        return ""
    number = f"{bare[:-1]}-{bare[-1]}"
    valid_business_id(number)
    return number


def read_register_number(typed: str) -> str:
    """A register number of associations with its dot: 204.123. Raises ValidationError."""
    bare = re.sub(r"[\s.]", "", typed)
    if not bare:
        return ""
    if not re.fullmatch(r"[0-9]{1,6}", bare):
        raise ValidationError(
            _("A register number has at most six numbers (123.456). Yours was “%(typed)s”."),
            params={"typed": typed.strip()},
        )
    return f"{bare[:-3]}.{bare[-3:]}" if len(bare) > 3 else bare


def read_areas(typed: str) -> tuple[AreaCode, ...]:
    """The areas named in "Kuopio, Siilinjärvi". Raises ValidationError naming what is none."""
    names = [name for part in re.split(r"[,;\n]", typed) if (name := part.strip())]
    found, unknown = [], []
    for name in names[:MANY]:
        place = places.resolve_place(name)
        if place:
            found.append(AreaCode(kind=place.area.kind, code=place.area.code))
        else:
            unknown.append(name)
    if unknown:
        raise ValidationError(
            _("We do not know the place “%(name)s”. Write a municipality, such as Kuopio."),
            params={"name": ", ".join(unknown)},
        )
    return tuple(dict.fromkeys(found))


def say_areas(codes: Iterable[AreaCode]) -> str:
    """Areas as `read_areas` reads them, by their names in the reader's language."""
    known = (places.area(each.kind, each.code) for each in codes)
    lang = get_language() or "fi"
    return ", ".join(area.name.pick(lang).text for area in known if area)


def main_language(text: Text) -> str:
    """The language in which an organisation tells of itself: that of the reader if it does."""
    lang = get_language() or "fi"
    if not text:
        return lang
    return next((each for each in ("fi", "sv", lang, *FALLBACKS["fi"]) if each in text), "fi")
