"""Rows of docs/rights.md about what organisers do together: each row and its doors."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from seurantalo.activities import partners
from seurantalo.activities import policies as activities
from seurantalo.activities.models import Partner
from seurantalo.common.text import Text
from seurantalo.interop.connections import commands as sources
from seurantalo.interop.tests import connecting
from seurantalo.networks import commands as networks
from seurantalo.networks import policies as network_policies
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.networks.tests.factories import network
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.places.models import Area
from seurantalo.planning import big_days, talking, together, verdicts
from seurantalo.planning import commands as planning
from seurantalo.planning import keys as calendar_keys
from seurantalo.planning import queries as plans
from seurantalo.planning.models import CalendarKey, Plan
from seurantalo.planning.tests.factories import plan
from seurantalo.publishing.policies import require
from seurantalo.signups import commands as signups
from seurantalo.signups.models import SignUp
from seurantalo.signups.tests.factories import offer_of, party, sign_up
from tests.rights_world import Door, World, command, fresh, page


def _calendar_of_aino(world: World) -> CalendarKey:
    """A private calendar address of hers."""
    return calendar_keys.make(by=world.cast["Aino"], name="Puhelin")[0]


def _plan(world: World, **told: Any) -> Plan:
    """A plan of Nilsiän ystävät; Kalle works for another of the same region."""
    martat = organization("Iisalmen Martat ry")
    member(martat, world.cast["Kalle"])
    return plan(of=world.friends, **told)


def _big_day() -> tuple[Area, Text, date, date]:
    """The wine feast of Pohjois-Savo."""
    day = localdate()
    return Area.objects.get(kind="region", code="11"), Text(fi="Viinijuhlat"), day, day


def _kept_big_day(world: World) -> int:
    return big_days.keep(*_big_day(), by=world.cast["Helmi"]).pk


def _sees(world: World, person: Any, *, whole: bool = False, **told: Any) -> None:
    """Raises PermissionDenied when she does not see such a plan, or not all of it."""
    _found(person, _plan(world, **told), whole=whole)


def _found(person: Any, made: Plan, *, whole: bool = False) -> None:
    found = plans.visible_to(person).filter(pk=made.pk)
    if not (found.filter(whole=True) if whole else found).exists():
        raise PermissionDenied


def _of_network(world: World) -> Plan:
    """A plan told only to a network of Nilsiän ystävät."""
    network = Network.objects.create(name="Ikäihmisten Ylä-Savo")
    NetworkMember.objects.create(network=network, organization=world.friends, status="member")
    return _plan(world, audience="networks", networks=(network,))


def _martat(world: World) -> Organization:
    """Kalle's association, of the same region."""
    house = organization("Iisalmen Martat ry")
    member(house, world.cast["Kalle"])
    return house


def _invited(world: World, name: str = "club") -> Partner:
    """Aino has asked Kalle's association to hold a notice with hers."""
    return partners.invite(fresh(name)(world), _martat(world), by=world.cast["Aino"])


def _held(world: World) -> Any:
    """The notice that Nilsiän ystävät and Kalle's association hold together."""
    return partners.accept(_invited(world), by=world.cast["Kalle"]).activity


def _preview(world: World, person: Any) -> None:
    if not activities.may_preview(person, _invited(world, "draft").activity):
        raise PermissionDenied


def _network(world: World, region: str = "11") -> Network:
    """A network that Nilsiän ystävät leads; Kalle's association is not in it."""
    _martat(world)
    return network(led_by=world.friends, by=world.cast["Aino"], region=region)


def _may(person: Any, action: str, found: Network) -> None:
    if not network_policies.may(person, action, found):
        raise PermissionDenied


def _founded(world: World, person: Any) -> None:
    networks.found(name="Uusi", purpose="", area=None, organization=world.friends, by=person)


def _ask(world: World, person: Any) -> None:
    found = network(led_by=world.friends, by=world.cast["Aino"])
    networks.ask(found, _martat(world), by=person)


def _party(world: World) -> Any:
    """Something of Nilsiän ystävät that one signs up for here; Maija has."""
    made = party(told={"of": world.friends})
    sign_up(made, "Maija")
    return made


def _maija() -> SignUp:
    return SignUp.objects.get(name="Maija")


def _add(world: World, person: Any) -> None:
    made = _party(world)
    signups.sign_up(made, offer_of(made).time, signups.Told("Veikko"), by=person)


def _write(world: World, person: Any) -> None:
    made = _party(world)
    signups.write_to(made, offer_of(made).time, subject="Kengät", text="Ottakaa.", by=person)


def _cancel(world: World, person: Any) -> None:
    _party(world)
    signups.cancel(_maija(), by=person)


PERSON = {"name": "Veikko", "email": "veikko@koti.example", "people": "1"}
TIME = {"time": lambda w: offer_of(SignUp.objects.get().activity).key}


TOGETHER: dict[str, list[Door]] = {
    "sign up for something": [
        page("post", "sign-up", lambda w: _party(w).pk, **PERSON, **TIME),
    ],
    "see who has signed up": [
        page("get", "sign-ups", lambda w: _party(w).pk),
        page("get", "sign-ups-csv", lambda w: _party(w).pk),
    ],
    "sign somebody up who rang": [
        command(_add),
        page("post", "add-sign-up", lambda w: _party(w).pk, **PERSON, **TIME),
    ],
    "cancel the sign-up of another": [
        command(_cancel),
        page("post", "one-sign-up", lambda w: _party(w).pk, lambda w: _maija().pk, cancel="yes"),
    ],
    "write to those who have signed up": [
        command(_write),
    ],
    "look at a draft one was asked to hold": [
        command(_preview),
        page("get", "activity-draft", lambda w: _invited(w, "draft").activity_id),
    ],
    "change what one's organisation holds with another": [
        command(lambda w, p: require(p, "change", _held(w))),
        page("get", "edit-activity", lambda w: _held(w).pk),
    ],
    "ask another organisation to hold a notice": [
        command(lambda w, p: partners.invite(fresh("club")(w), _martat(w), by=p)),
        page("post", "activity-partners", "club", invite=lambda w: str(_martat(w).pk)),
    ],
    "say yes to holding a notice together": [
        command(lambda w, p: partners.accept(_invited(w), by=p)),
    ],
    "take an organiser off a notice": [
        command(lambda w, p: partners.remove(_held(w).partners.get(), by=p)),
    ],
    "found a network for the organisation": [command(_founded)],
    "see a network of the region": [
        command(lambda w, p: _may(p, "view", _network(w))),
        page("get", "network", lambda w: _network(w).pk),
    ],
    "see a network that nobody finds": [
        command(lambda w, p: _may(p, "view", _network(w, region=""))),
        page("get", "network", lambda w: _network(w, region="").pk),
    ],
    "lead a network": [
        command(lambda w, p: networks.close(_network(w), by=p)),
        page("get", "edit-network", lambda w: _network(w).pk),
        page("post", "close-network", lambda w: _network(w).pk),
    ],
    "ask to join a network": [command(_ask)],
    "see a plan of the region": [
        command(lambda w, p: _sees(w, p)),
        page("get", "plan", lambda w: _plan(w).pk),
    ],
    "see a plan told to a network": [
        command(lambda w, p: _found(p, _of_network(w))),
        page("get", "plan", lambda w: _of_network(w).pk),
    ],
    "see all of a plan that shows others a hint": [
        command(lambda w, p: _sees(w, p, whole=True, shown="hint", hint="Jotain")),
    ],
    "change a plan": [page("get", "edit-plan", lambda w: _plan(w).pk)],
    "drop a plan": [
        command(lambda w, p: planning.drop(_plan(w), by=p)),
        page("post", "drop-plan", lambda w: _plan(w).pk),
    ],
    "write about a plan": [
        command(lambda w, p: talking.write(_plan(w), "Hei", by=p)),
        page("post", "plan-write", lambda w: _plan(w).pk, text="Hei"),
    ],
    "ask another organisation into a plan": [
        command(lambda w, p: together.invite(_plan(w), w.trusted, by=p)),
        page("post", "plan-ask", lambda w: _plan(w).pk, organization="trusted"),
    ],
    "say what a plan does not clash with": [
        command(lambda w, p: verdicts.say(_plan(w), "activity:1", no_clash=True, by=p)),
        page("post", "plan-verdict", lambda w: _plan(w).pk, no_clash="activity:1"),
    ],
    "keep the big days of a region": [
        command(lambda w, p: big_days.keep(*_big_day(), by=p)),
        page("post", "big-day-remove", _kept_big_day),
    ],
    "make a notice of a plan": [page("post", "plan-to-report", lambda w: _plan(w).pk)],
    "make a private calendar address": [
        command(lambda w, p: calendar_keys.make(by=p, name="Puhelin")),
        page("post", "calendar-key-new", name="Puhelin", whose="all"),
    ],
    "revoke the private calendar address of Aino": [
        command(lambda w, p: calendar_keys.revoke(_calendar_of_aino(w), by=p)),
        page("post", "calendar-key-revoke", lambda w: _calendar_of_aino(w).pk),
    ],
    "connect a calendar of the organisation": [
        command(
            lambda w, by: sources.connect(
                connecting.looked_at(w.friends), connecting.SETTINGS, by=by
            )
        ),
        page("post", "source", lambda w: connecting.looked_at(w.friends).pk, **connecting.SETTINGS),
    ],
    "change how a connected calendar is read": [
        command(
            lambda w, by: sources.change(
                connecting.connection(w.friends), connecting.SETTINGS, by=by
            )
        ),
        page(
            "post", "source", lambda w: connecting.connection(w.friends).pk, **connecting.SETTINGS
        ),
        page("post", "source-read", lambda w: connecting.connection(w.friends).pk),
    ],
    "answer for what a connected calendar has lost": [
        command(lambda w, by: sources.answer(connecting.missing(w.friends), "keep", by=by)),
        page("post", "source-answer", lambda w: connecting.missing(w.friends).pk, answer="away"),
    ],
    "disconnect a calendar": [
        command(lambda w, by: sources.disconnect(connecting.missing(w.friends), "away", by=by)),
        page("post", "source-disconnect", lambda w: connecting.connection(w.friends).pk),
    ],
}
