"""The table of docs/rights.md is true by every door: command, page and API.

What a door changed is rolled back before the next person tries.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from seurantalo.accounts import commands as accounts
from seurantalo.activities import commands as activities
from seurantalo.activities.queries import content
from seurantalo.activities.tests.factories import activity, activity_content
from seurantalo.common.text import Text
from seurantalo.organizations import commands as organizations
from seurantalo.organizations.models import Claim, Organization
from seurantalo.organizations.queries import content as organization_content
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import require
from seurantalo.quality import commands as quality
from tests.rights_together import TOGETHER
from tests.rights_world import Door, World, api, command, fresh, page, public

pytestmark = pytest.mark.django_db
DOCUMENT = Path(__file__).resolve().parents[1] / "docs/rights.md"


@pytest.fixture
def world(aino, bertta, kalle, doris, eero, admin):
    cache.clear()
    names = ("Aino", "Bertta", "Kalle", "Doris", "Eero", "Helmi")
    cast = dict(zip(names, (aino, bertta, kalle, doris, eero, admin), strict=True))
    friends, trusted = organization(), organization("Nilsiän kuoro ry")
    for house in (friends, trusted):
        member(house, aino)
        member(house, bertta, "editor")
    Organization.objects.filter(pk=trusted.pk).update(trusted=True)
    trusted.refresh_from_db()
    sent = activity("Lähetetty", of=friends, by=aino, publish=False)
    publishing.submit(sent, by=aino)
    at_once = activity("Julkaistu heti", of=trusted, by=aino, publish=False)
    publishing.send(at_once, by=aino)
    return World(
        cast=cast,
        secret=accounts.make_key(by=aino, name="kone")[1],
        friends=friends,
        trusted=trusted,
        club=activity("Ystäväkahvila", of=friends),
        draft=activity("Luonnos", of=friends, by=aino, publish=False),
        sent=sent,
        at_once=at_once,
        claim=Claim.objects.create(organization=friends, user=kalle),
    )


def told(world: World, of: str) -> dict[str, Any]:
    """A thing's content with other words, as the API takes it."""
    thing = fresh(of)(world)
    read = organization_content if isinstance(thing, Organization) else content
    changed = read(thing).model_copy(update={"summary": Text(fi="Toisin sanoen.")})
    return json.loads(changed.model_dump_json())


def tell_anew(w: World, u: Any) -> None:
    thing = fresh("club")(w)
    activities.apply(
        activity_content("Uusi"), organization=thing.organization, by=u, to=thing, publish=False
    )


def tell_organization_anew(w: World, u: Any) -> None:
    house = fresh("friends")(w)
    organizations.apply(organization_content(house), by=u, to=house, publish=False)


def approve_own(w: World, u: Any) -> None:
    draft = fresh("draft")(w)
    publishing.submit(draft, by=u)
    publishing.approve(draft, by=u)


def send_new(w: World, u: Any) -> None:
    made = activities.apply(activity_content("Uusi"), organization=w.trusted, by=u, publish=False)
    if not publishing.send(made, by=u):
        raise PermissionDenied


def restore(w: World, u: Any) -> None:
    club = fresh("club")(w)
    publishing.restore(club, club.revisions.first(), by=u)


def make_key(w: World, u: Any) -> None:
    if not u.is_authenticated:
        raise PermissionDenied  # only the page stands between: an account is needed to own a key
    accounts.make_key(by=u, name="toinen")


def new_activity(w: World) -> dict[str, Any]:
    return {"organization": w.trusted.pk, "content": told(w, "draft")}


ROWS: dict[str, list[Door]] = {
    "read a public notice": [
        command(lambda w, u: require(u, "view", w.club)),
        page("get", "activity", "club"),
        api("get", "activities/{club}"),
    ],
    "read a draft": [
        command(lambda w, u: require(u, "view", w.draft)),
        page("get", "history", "activity", "draft"),
        api("get", "activities/{draft}/content"),
    ],
    "change a notice": [
        command(tell_anew),
        page("get", "edit-activity", "club"),
        page("post", "edit-activity", "club"),
        api("put", "activities/{club}", lambda w: told(w, "club")),
    ],
    "change the organisation": [
        command(tell_organization_anew),
        page("get", "edit-organization", "friends"),
        api("put", "organizations/{friends}", lambda w: told(w, "friends")),
    ],
    "send a notice": [
        command(lambda w, u: publishing.submit(fresh("draft")(w), by=u)),
        page("post", "desk-act", deed="send", thing="activity:draft", then=lambda w: (
            fresh("draft")(w).live or fresh("draft")(w).current_workflow_state is not None
        )),
        api("put", "activities/{draft}", lambda w: told(w, "draft")),
    ],
    "publish at once": [command(lambda w, u: publishing.publish(fresh("draft")(w), by=u))],
    "publish at once for a trusted organisation": [
        command(send_new),
        api("post", "activities", new_activity),
    ],
    "approve what Aino sent": [
        command(lambda w, u: publishing.approve(fresh("sent")(w), by=u)),
        page("post", "desk-act", deed="approve", thing="activity:sent", then=public("sent")),
        page(
            "post", "review-decide", "activity", "sent", deed="approve", then=public("sent")
        ),
    ],
    "approve what one sent oneself": [command(approve_own)],
    "return what Aino sent": [
        command(lambda w, u: publishing.give_back(fresh("sent")(w), by=u, comment="Milloin?")),
        page("post", "review-decide", "activity", "sent", deed="return", own="Milloin?"),
    ],
    "look at afterwards what Aino published": [
        command(lambda w, u: publishing.check(fresh("at_once")(w), by=u)),
        page("post", "desk-act", deed="check", thing="activity:at_once", then=lambda w: (
            not fresh("at_once")(w).unreviewed
        )),
    ],
    "confirm a notice": [
        command(lambda w, u: publishing.assure(fresh("club")(w), by=u)),
        page("post", "desk-act", deed="confirm", thing="activity:club", then=lambda w: (
            fresh("club")(w).assured_date is not None
        )),
        api("post", "activities/{club}/confirm"),
    ],
    "note a confirmation by phone": [
        command(lambda w, u: quality.note_call(fresh("club")(w), by=u)),
        page("post", "note-confirmation", "activity", "club"),
    ],
    "withdraw a notice": [
        command(lambda w, u: publishing.withdraw(fresh("club")(w), by=u)),
        page("post", "desk-act", deed="withdraw", thing="activity:club",
             then=public("club", live=False)),
        api("post", "activities/{club}/withdraw"),
    ],
    "bring an earlier version back": [command(restore)],
    "see the history": [page("get", "history", "activity", "club")],
    "invite people": [
        command(
            lambda w, u: organizations.invite(
                fresh("friends")(w), email="uusi@seurantalo.example", role="editor", by=u
            )
        ),
        page("post", "organization-people", "friends", email="uusi@a.example", role="editor"),
    ],
    "claim the organisation": [
        command(lambda w, u: organizations.claim(w.friends, by=u), ValidationError),
        page("post", "claim-organization", "friends", evidence="Olen sihteeri."),
    ],
    "decide a claim of Kalle": [
        command(lambda w, u: organizations.decide_claim(w.claim, by=u, approve=True)),
        page("get", "claim", "claim"),
    ],
    "merge two organisations": [
        command(lambda w, u: publishing.merge(w.trusted, into=fresh("friends")(w), by=u))
    ],
    "say that an organisation is trusted": [
        command(lambda w, u: organizations.trust(w.friends, by=u))
    ],
    "open one's own desk": [page("get", "desk")],
    "open the administration": [page("get", "administration")],
    "see the service as Kalle": [
        command(lambda w, u: accounts.look_as(w.cast["Kalle"], by=u)),
        page("get", "see-as"),
    ],
    "make an API key": [
        command(make_key),
        page("get", "api-keys"),
    ],
    **TOGETHER,
}  # fmt: skip


def table() -> dict[str, dict[str, bool]]:
    """The document's table: to do → who → whether she may."""
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and "---" not in line
    ]
    head, *rows = lines
    assert all(cell in {"yes", "–"} for row in rows for cell in row[1:])
    return {
        row[0]: {who: cell == "yes" for who, cell in zip(head[1:], row[1:], strict=True)}
        for row in rows
    }


TABLE = table()


def test_every_row_is_tried_and_every_try_is_a_row():
    assert ROWS.keys() == TABLE.keys()


@pytest.mark.parametrize("row", ROWS)
def test_the_table_is_true_by_every_door(world, row):
    found: dict[str, list[bool | None]] = {}
    for who in TABLE[row]:
        world.who, found[who] = who, []
        for door in ROWS[row]:
            with transaction.atomic():
                found[who].append(door(world))
                transaction.set_rollback(True)
    wrong = {
        who: doors
        for who, doors in found.items()
        if any(let is not None and let != TABLE[row][who] for let in doors)
    }
    assert not wrong, f"{row}: who may is {TABLE[row]}, each door said {wrong}"
