"""The pages of those who plan together: networks, plans, times, calendars, sign-ups, connections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from seurantalo.activities import partners
from seurantalo.common.text import Text
from seurantalo.common.time import now
from seurantalo.interop.tests import connecting
from seurantalo.networks import commands as networks
from seurantalo.networks.tests.factories import network
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.places.models import Area
from seurantalo.planning import big_days, keys, talking, together
from seurantalo.planning.models import Plan, PlanTime
from seurantalo.planning.tests.factories import plan
from seurantalo.signups import tokens
from seurantalo.signups.tests.factories import offer_of, once, party, sign_up
from seurantalo.telling import own_times
from tests.workplaces_world import Place, World, at


def _third_time(name: str) -> Callable[[World], str]:
    """The address of a page about the third coming time of the activity."""

    def address(w: World) -> str:
        key = own_times.key_of(own_times.coming(w.activity)[2])
        return reverse(name, args=[w.activity.pk, key])

    return address


def _planned(name: str, query: str = "") -> Callable[[World], str]:
    """A page of the planning calendar in a week with plans of all stages on one evening."""

    def address(w: World) -> str:
        evening = (now() + timedelta(days=7)).replace(hour=18, minute=0, second=0, microsecond=0)
        for stage, label in PlanTime.Stage.choices:
            plan(f"{label}: tanssit", of=w.organization, at=evening, stage=stage)
        return f"{reverse(name)}?pvm={evening:%Y-%m-%d}{query}"

    return address


def _with_address(name: str) -> Callable[[World], str]:
    """A page of private calendar addresses when Aino has one, or about that one."""

    def address(w: World) -> str:
        key, _secret = keys.make(by=w.people["aino"], name="Puhelin")
        return reverse(name, args=[key.pk] if name == "calendar-key-revoke" else [])

    return address


def _plan_page(name: str) -> Callable[[World], str]:
    """A page about a plan of Aino's that another has asked about, and that looks for a room."""

    def address(w: World) -> str:
        made = plan(of=w.organization, seeks_room=True, terms=("older-people",), text="Haitari")
        talking.write(made, "Sali on vapaa.", by=w.people["bertta"])
        together.invite(made, organization("Iisalmen Martat ry"), by=w.people["aino"])
        keys = {"leave-plan": [made.pk, w.organization.pk]}
        return reverse(name, args=keys.get(name, [made.pk]))

    return address


def _held_together(name: str) -> Callable[[World], str]:
    """A page about who holds an activity: one takes part and one has not answered."""

    def address(w: World) -> str:
        other = organization("Iisalmen Martat ry")
        partners.welcome(w.activity, other, by=w.people["admin"])
        partners.invite(w.activity, organization("Iisalmen kuoro ry"), by=w.people["aino"])
        return reverse(name, args=[w.activity.pk, *([other.pk] if name[-1] == "r" else [])])

    return address


def _asked_to_hold(w: World) -> str:
    """The page on which Bertta's other association answers."""
    other = organization("Iisalmen Martat ry")
    member(other, w.people["bertta"])
    partners.invite(w.activity, other, by=w.people["admin"])
    return reverse("activity-partners", args=[w.activity.pk])


def _network_page(name: str) -> Callable[[World], str]:
    """A page of a network that Aino's association leads; one is in it, one asks, one is invited."""

    def address(w: World) -> str:
        made = network(led_by=w.organization, by=w.people["aino"])
        other = organization("Iisalmen Martat ry")
        member(other, w.people["bertta"])
        networks.ask(made, other, by=w.people["bertta"])
        row = networks.invite(made, organization("Iisalmen kuoro ry"), by=w.people["aino"])
        keys = {"networks": [], "network-member": [made.pk, row.pk]}
        return reverse(name, args=keys.get(name, [made.pk]))

    return address


def _clashing(name: str) -> Callable[[World], str]:
    """A page of a plan that another's evening for the same people falls on."""

    def address(w: World) -> str:
        return reverse(name, args=[_clash(w).pk])

    return address


def _clash(w: World) -> Plan:
    evening = (now() + timedelta(days=9)).replace(hour=18, minute=0, second=0, microsecond=0)
    other = organization("Iisalmen Martat ry")
    plan("Lauluilta", of=other, at=evening, terms=("older-people",))
    return plan(of=w.organization, at=evening, terms=("older-people",))


def _big_day(name: str) -> Callable[[World], str]:
    """A page of big days when there is one."""

    def address(w: World) -> str:
        area = Area.objects.get(kind="region", code="11")
        day = now().date() + timedelta(days=3)
        kept = big_days.keep(area, Text(fi="Viinijuhlat"), day, day, by=w.people["admin"])
        return reverse(name, args=[kept.pk] if name == "big-day-remove" else [])

    return address


CALENDAR_VIEWS = ("kuukausi", "viikko", "paiva", "luettelo", "kaistat")


def _source(name: str, made: Callable[..., Any]) -> Callable[[World], str]:
    """A page about a connected source of the organisation."""
    return lambda w: reverse(name, args=[made(w.organization).pk] if name != "sources" else [])


def _coming(name: str) -> Callable[[World], str]:
    """A page about who comes to a party of Aino's: one has a place, one waits and gave a number."""

    def address(w: World) -> str:
        made = party(limit=2, waiting_list=True, schedule=once(7, 14), told={"of": w.organization})
        offer, maija = offer_of(made), sign_up(made, "Maija", people=2)
        sign_up(made, "Veikko", email="", phone="040 123 4567")
        more = {
            "own-sign-up": [tokens.make(maija)],
            "one-sign-up": [made.pk, maija.pk],
            "write-to-sign-ups": [made.pk, offer.key],
        }
        return reverse(name, args=more.get(name, [made.pk]))

    return address


TOGETHER: list[Place] = [
    Place("sign-up", "", _coming("sign-up")),
    Place("sign-up-thanks", "", _coming("sign-up-thanks")),
    Place("own-sign-up", "", _coming("own-sign-up")),
    Place("activity one signs up for", "", _coming("activity")),
    Place("sign-ups", "aino", _coming("sign-ups")),
    Place("add-sign-up", "aino", _coming("add-sign-up")),
    Place("one-sign-up", "aino", _coming("one-sign-up")),
    Place("write-to-sign-ups", "bertta", _coming("write-to-sign-ups")),
    Place("activity-partners", "aino", _held_together("activity-partners")),
    Place("activity-partners answer", "bertta", _asked_to_hold),
    Place("activity-partner", "aino", _held_together("activity-partner")),
    Place("networks", "aino", _network_page("networks")),
    Place("network", "aino", _network_page("network")),
    Place("network of the region", "doris", _network_page("network")),
    Place("new-network", "aino", at("new-network")),
    Place("edit-network", "aino", _network_page("edit-network")),
    Place("close-network", "aino", _network_page("close-network")),
    Place("network-member", "aino", _network_page("network-member")),
    Place("plans", "aino", _planned("plans")),
    Place("plan-new", "aino", at("plan-new")),
    Place("plan", "aino", _plan_page("plan")),
    Place("plan that clashes", "aino", _clashing("plan")),
    Place("edit-plan that clashes", "aino", _clashing("edit-plan")),
    Place("big-days", "doris", _big_day("big-days")),
    Place("big-day-remove", "doris", _big_day("big-day-remove")),
    Place("administration-collisions", "admin", at("administration-collisions")),
    Place("plan of another", "doris", _plan_page("plan")),
    Place("edit-plan", "aino", _plan_page("edit-plan")),
    Place("plan-ask", "aino", _plan_page("plan-ask")),
    Place("leave-plan", "aino", _plan_page("leave-plan")),
    *(
        Place(f"planning {view}", "aino", _planned("planning-calendar", f"&nakyma={view}"))
        for view in CALENDAR_VIEWS
    ),
    Place("calendar-keys", "aino", _with_address("calendar-keys")),
    Place("calendar-key-new", "aino", at("calendar-key-new")),
    Place("calendar-key-revoke", "aino", _with_address("calendar-key-revoke")),
    Place("planning vilkkaus", "aino", _planned("planning-heat")),
    Place("own-times", "aino", at("own-times", "activity")),
    Place("own-time", "aino", _third_time("own-time")),
    Place("own-following", "aino", _third_time("own-following")),
    Place("report-link", "", at("report-link")),
    Place("source-new", "aino", at("source-new")),
    Place("source-looked-at", "aino", _source("source", connecting.looked_at)),
    Place("source-asks", "aino", _source("source", connecting.missing)),
    Place("source", "bertta", _source("source", connecting.connection)),
    Place("source-disconnect", "aino", _source("source-disconnect", connecting.connection)),
    Place("sources-none", "aino", at("sources")),
]
