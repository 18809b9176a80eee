"""A link to an event's own page, or to its .ics file, read into a notice to be looked over."""

from __future__ import annotations

from django.utils.translation import gettext as _

from seurantalo.activities import recurrence
from seurantalo.common.fetching import Refused, fetch
from seurantalo.places.models import PostalCode
from seurantalo.places.queries import resolve_place
from seurantalo.records.content import ActivityContent, PlaceContent
from seurantalo.records.formats.reading import ical, jsonld
from seurantalo.records.formats.reading.found import FoundEvent, as_content


class NothingThere(Exception):
    """The address tells no event; the message says what to do."""


def content_at(address: str) -> ActivityContent:
    """What the one event at an address tells. Raises NothingThere in words for who pasted it."""
    try:
        answer = fetch(_whole(address), headers={"Accept": "text/html, text/calendar"})
    except Refused as error:
        raise NothingThere(str(error)) from error
    if not answer.ok:
        said = {"code": answer.status}
        raise NothingThere(_("The page answers with an error (%(code)s).") % said)
    told = [one for one in _events(answer.body, answer.url) if not one.hidden]
    if not told:
        raise NothingThere(
            _(
                "The page does not tell its event so that we could read it. Tell it in your own words."
            )
        )
    if len({str(one.name) for one in told}) > 1:
        raise NothingThere(
            _("There are several events at this address. Paste the link of one of them.")
        )
    return content_of(told[0])


def _whole(address: str) -> str:
    bare = address.strip().replace("webcal://", "https://", 1)
    return bare if "://" in bare else f"https://{bare}"


def _events(body: bytes, address: str) -> list[FoundEvent]:
    try:
        return ical.read(body).events
    except ical.NotCalendar:
        return jsonld.read(body, address).events


def content_of(event: FoundEvent) -> ActivityContent:
    """The event as a notice: with a municipality that we know, and no times that cannot be."""
    if any(recurrence.check(schedule) for schedule in event.schedules):
        event = event.model_copy(update={"schedule": None, "later": (), "changes": ()})
    return as_content(event, place=_placed(event))


def _placed(event: FoundEvent) -> PlaceContent | None:
    """Its place by postal code or words; without a municipality its line is left to be typed."""
    if event.place is None:
        return None
    postal = PostalCode.objects.filter(code=event.place.postal_code).first()
    around = resolve_place(event.where)
    town = postal.municipality.code if postal else ""
    if not town and around and around.municipality:
        town = around.municipality.code
    code = postal.code if postal else ""
    return event.place.model_copy(update={"municipality": town, "postal_code": code})
