"""What a connected calendar has lost waits on the desk of its people, and goes when it is answered."""

from django.urls import reverse

from seurantalo.interop.connections import commands
from seurantalo.interop.models import ConnectedEvent, Connection
from seurantalo.interop.tests import connecting
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing


def test_it_waits_until_answered(client, aino, facts):
    friends = organization()
    member(friends, aino)
    found = connecting.missing(friends)
    client.force_login(aino)
    address = reverse("source", args=[found.pk])
    assert address in client.get(reverse("desk")).content.decode()
    commands.answer(found, "keep", by=aino)
    assert address not in client.get(reverse("desk")).content.decode()


def test_a_calendar_that_cannot_be_read_waits_too(client, aino, facts):
    friends = organization()
    member(friends, aino)
    found = connecting.connection(friends, failures=3, trouble="unreachable")
    client.force_login(aino)
    assert reverse("source", args=[found.pk]) in client.get(reverse("desk")).content.decode()


def test_merged_organisations_keep_their_calendars(admin, aino, facts):
    friends, others = organization(), organization("Nilsiän Ystävät")
    found = connecting.connection(others)
    merge = publishing.merge(others, into=friends, by=admin)
    assert Connection.objects.get(pk=found.pk).organization_id == friends.pk
    if merge is not None:
        publishing.unmerge(merge, by=admin)
        assert Connection.objects.get(pk=found.pk).organization_id == others.pk


def test_a_merged_notice_still_follows_its_source(admin, facts):
    friends = organization()
    item = ConnectedEvent.objects.get(connection=connecting.missing(friends))
    other = connecting.missing(friends, "Kadonnut kerho kaksi")
    into = other.events.get().activity
    publishing.merge(item.activity, into=into, by=admin)
    item.refresh_from_db()
    assert item.activity_id == into.pk


def test_a_person_who_leaves_takes_her_password_along(aino, facts):
    from seurantalo.accounts.signals import leaving

    found = connecting.connection(organization(), user=aino, secret="salattu")
    leaving.send(sender=type(aino), user=aino)
    found.refresh_from_db()
    assert (found.user, found.secret) == (None, "")


def test_her_download_tells_what_she_connected_but_not_the_address(aino, facts):
    from seurantalo.accounts import own_data

    connecting.connection(organization(), user=aino, address="https://talo.invalid/salainen.ics")
    told = str(own_data.of(aino)["sources"])
    assert "talo.invalid" in told
    assert "salainen" not in told
