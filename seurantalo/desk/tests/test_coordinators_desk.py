"""Doris opens her desk: what her region sent, what went stale, what people look for in vain."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity
from seurantalo.common.text import Text
from seurantalo.interop.models import Run, Source
from seurantalo.mail.models import Bounce
from seurantalo.organizations.models import Claim, Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.quality.models import Asking
from seurantalo.search.commands import note_gap

pytestmark = pytest.mark.django_db
DESK = "/tyopoyta"


@pytest.fixture
def hers(client, doris):
    client.force_login(doris)
    return client


def sections(client):
    found = client.get(DESK)
    assert found.status_code == 200
    return {each.key: each for each in found.context["sections"]}


def titles(section):
    return [str(item.title) for item in section.items]


def sent(name, friends, aino):
    club = activity(name, of=friends, by=aino, publish=False)
    publishing.submit(club, by=aino)
    return club


def asking(club, **told):
    return Asking.objects.create(
        kind="activity",
        object_id=club.pk,
        organization=club.organization,
        asked=timezone.localdate() - timedelta(days=60),
        **told,
    )


def undo_address(page):
    return page.split('action="/tyopoyta/kumoa/')[1].split('"')[0]


def test_what_her_region_sent_is_approved_at_the_desk(hers, friends, aino):
    club = sent("Lukupiiri", friends, aino)
    found = sections(hers)["review"]
    assert titles(found) == ["Lukupiiri"]
    hers.post(f"{DESK}/tee", {"deed": f"approve {found.items[0].thing}"})
    club.refresh_from_db()
    assert club.live and "review" not in sections(hers)


def test_approving_fails_when_the_text_changed_after_she_opened_the_desk(hers, friends, aino):
    club = sent("Lukupiiri", friends, aino)
    thing = sections(hers)["review"].items[0].thing
    club.name = Text(fi="Aivan muuta")
    publishing.save_draft(club, by=aino)
    publishing.send(club, by=aino)
    page = hers.post(f"{DESK}/tee", {"deed": f"approve {thing}"}, follow=True).content.decode()
    club.refresh_from_db()
    assert not club.live and 'data-level="error"' in page


def test_many_are_approved_and_the_approval_undone(hers, friends, aino):
    clubs = [sent(f"Piiri {n}", friends, aino) for n in range(3)]
    keys = [item.thing for item in sections(hers)["review"].items]
    page = hers.post(f"{DESK}/tee", {"deed": "approve", "thing": keys}, follow=True)
    assert Activity.objects.filter(live=True).count() == 3
    hers.post(f"{DESK}/kumoa/{undo_address(page.content.decode())}")
    assert not Activity.objects.filter(live=True).exists()
    assert len(titles(sections(hers)["review"])) == len(clubs)


def test_another_region_sees_nothing_of_it(client, friends, aino, eero, admin):
    sent("Lukupiiri", friends, aino)
    client.force_login(eero)
    assert "review" not in sections(client)
    client.force_login(admin)
    assert "review" in sections(client)


def test_what_trusted_people_published_is_looked_at_afterwards(hers, friends, aino):
    Organization.objects.filter(pk=friends.pk).update(trusted=True)
    club = activity("Lukupiiri", of=friends, by=aino, publish=False)
    publishing.send(club, by=aino)
    club.refresh_from_db()
    assert club.live and club.unreviewed
    assert titles(sections(hers)["afterwards"]) == ["Lukupiiri"]
    hers.post(f"{DESK}/tee", {"deed": f"check activity:{club.pk}"})
    assert "afterwards" not in sections(hers)


def test_a_call_confirms_what_had_gone_stale_and_brings_back_what_was_hidden(hers, friends):
    shown, hidden = activity("Kerho", of=friends), activity("Kuoro", of=friends)
    today = timezone.localdate()
    asking(shown, marked=today)
    asking(hidden, marked=today, hidden=today)
    publishing.hide(hidden, reason="Kukaan ei vahvistanut")
    found = sections(hers)
    assert titles(found["stale"]) == ["Kerho"] and titles(found["hidden"]) == ["Kuoro"]
    for club in (shown, hidden):
        hers.post(f"{DESK}/tee", {"deed": f"phone activity:{club.pk}"})
        club.refresh_from_db()
        assert club.live and club.assurer == "phone" and club.assured_date == today
    assert not {"stale", "hidden"} & sections(hers).keys()


def test_wishes_for_a_call_come_with_the_number(hers, friends):
    club = activity("Kerho", of=friends)
    asking(club, call_wanted=timezone.localdate(), call_note="044 123 4567 iltapäivisin")
    assert sections(hers)["calls"].items[0].quote == "044 123 4567 iltapäivisin"


def test_claims_lost_managers_returned_letters_and_holes(hers, friends, aino, kalle):
    Claim.objects.create(organization=friends, user=kalle, evidence="Olen puheenjohtaja.")
    left = organization("Jätetty ry")
    Organization.objects.filter(pk=left.pk).update(without_manager_since=timezone.localdate())
    Bounce.objects.create(email=aino.email, reason="550 no such user")
    activity("Nimetön", of=friends, summary=Text())
    found = sections(hers)
    assert found["claims"].items[0].quote == "Olen puheenjohtaja."
    assert titles(found["managerless"]) == ["Jätetty ry"]
    assert aino.email in titles(found["bounced"])[0]
    assert titles(found["incomplete"]) == ["Nimetön"]


def test_what_people_of_her_region_look_for_in_vain(hers, client, eero):
    for _time in range(3):
        note_gap("siilinhoito", [("municipality", "297")])
    note_gap("purjehdus", [("municipality", "109")])
    note_gap("kaikkialla", [])
    assert titles(sections(hers)["gaps"]) == ["”siilinhoito”"]
    client.force_login(eero)
    assert titles(sections(client)["gaps"]) == ["”purjehdus”"]


def test_the_country_hears_of_imports_that_did_not_fit(hers, client, admin, kalle):
    source = Source.objects.create(code="ptv", name="PTV", user=kalle)
    Run.objects.create(source=source, place="x", problems=[{"what": "a", "reason": "b"}])
    assert "imports" not in sections(hers)
    client.force_login(admin)
    assert titles(sections(client)["imports"]) == ["PTV"]


def test_the_desk_asks_few_questions_however_much_there_is(
    hers, friends, aino, django_assert_max_num_queries
):
    for n in range(2):
        member(organization(f"Oma {n} ry"), aino)
    for n in range(5):
        sent(f"Luonnos {n}", friends, aino)
        asking(activity(f"Kerho {n}", of=friends, summary=Text()), marked="2026-01-01")
    hers.get(DESK)
    with django_assert_max_num_queries(39):
        hers.get(DESK)
    for n in range(5, 20):
        sent(f"Luonnos {n}", friends, aino)
        asking(activity(f"Kerho {n}", of=friends, summary=Text()), marked="2026-01-01")
    with django_assert_max_num_queries(39):
        hers.get(DESK)
