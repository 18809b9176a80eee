"""The shape of the desk: sections of things that wait, each thing with what can be done to it.

A section is made by one small function of `organiser` or `coordinator`, which asks the room whose
matter it is; the desk has no tables of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language

from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.common.time import say_date

SHOWN = 8  # things of a section on the desk; the whole list is one click away

Words = str | Promise


@dataclass(frozen=True)
class Action:
    """What can be done to a thing: a page to go to (`url`), or a deed done at once (`deed`)."""

    label: Words
    url: str = ""
    deed: str = ""


@dataclass(frozen=True)
class Item:
    """One thing that waits. `thing` ("activity:12") is what its deeds are done to."""

    title: Words
    text: Words = ""
    url: str = ""
    thing: str = ""
    quote: str = ""
    day: date | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Section:
    """Things that wait for the same. `deeds` can be done to many chosen ones at once."""

    key: str
    title: Words
    hint: Words
    items: tuple[Item, ...]
    total: int
    more: str = ""
    deeds: tuple[Action, ...] = ()
    urgent: bool = False
    waits: bool = True  # False: to know, not to do

    @property
    def hidden(self) -> int:
        """How many are not shown here."""
        return self.total - len(self.items)


Reader = Callable[[Any], Section | None]


def section(
    key: str,
    title: Words,
    hint: Words,
    items: Iterable[Item],
    *,
    total: int | None = None,
    **more: Any,
) -> Section | None:
    """A section of items, the first of them shown; None when nothing waits."""
    found = tuple(items)
    if not found:
        return None
    whole = len(found) if total is None else total
    return Section(key, title, hint, found[:SHOWN], whole, **more)


def thing_key(thing: Any) -> str:
    """How a thing is named in the page's forms: "activity:12"."""
    return f"{'activity' if isinstance(thing, Activity) else 'organization'}:{thing.pk}"


def words(text: Text) -> str:
    """A text in the reader's language, or the next best."""
    return text.pick(get_language() or "fi").text


def on(moment: date | datetime | None) -> str:
    """A day as people say it: "3.3.2026"."""
    if moment is None:
        return ""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return say_date(day, get_language() or "fi", year=True)


def read(readers: Sequence[Reader], who: Any) -> list[Section]:
    """The sections in which something waits, the urgent ones first and what is only to know last."""
    found = [each for reader in readers if (each := reader(who))]
    return sorted(found, key=lambda each: (not each.urgent, not each.waits))
