"""Things of a known age, and the nights that pass over them."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import organization
from seurantalo.quality import commands, queries, tokens
from seurantalo.quality.models import Asking, LinkCheck, LinkUse
from seurantalo.quality.tokens import Letter

CONTACT = {"email": "toimisto@nilsianystavat.example", "phone": "040 123 4567"}


def confirmed(thing, on: date):
    """As if it had been confirmed on a day."""
    type(thing).objects.filter(pk=thing.pk).update(assured_date=on, assurer="organization")
    thing.refresh_from_db()
    return thing


def friends(on: date, name: str = "Nilsiän ystävät ry", **told):
    """A public organisation last confirmed on a day."""
    return confirmed(organization(name, **told), on)


def asked(thing) -> Asking:
    """The open question about a thing, marked already; made when there is none."""
    owner = thing if isinstance(thing, Organization) else thing.organization
    found, _made = Asking.objects.get_or_create(
        kind=queries.kind_of(thing),
        object_id=thing.pk,
        answered=None,
        defaults={"organization": owner, "asked": date(2026, 8, 15), "marked": date(2026, 9, 14)},
    )
    return found


def answering(user, thing, page: str = "confirm", *, all_of_hers: bool = False) -> str:
    """The address of a page that a letter to a person leads to."""
    asking = asked(thing).pk
    letter = Letter(f"u{user.pk}", tokens.ALL if all_of_hers else asking)
    return reverse(page, args=[tokens.make(letter)])


def broken_link(thing, url: str = "https://nilsianystavat.example/ohjelma-2024") -> LinkCheck:
    """A link in a thing that has not worked for long."""
    owner = thing if isinstance(thing, Organization) else thing.organization
    told = {"host": "nilsianystavat.example", "status": "broken", "reason": "404"}
    days = {
        "broken_since": date(2026, 9, 1),
        "checked": timezone.now(),
        "next_check": timezone.now(),
    }
    link, _made = LinkCheck.objects.get_or_create(url=url, defaults={**told, **days})
    LinkUse.objects.get_or_create(
        link=link, kind=queries.kind_of(thing), object_id=thing.pk, organization=owner
    )
    return link


def nights(first: date, last: date):
    """Every night from a day to another, both included; what each did, when it did something."""
    done = {}
    day = first
    while day <= last:
        night = commands.keep_fresh(today=day)
        if night != commands.Night():
            done[day] = night
        day += timedelta(days=1)
    return done
