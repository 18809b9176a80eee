"""What its own people tell they also confirm; what others write for them they do not."""

import pytest
from django.utils import timezone

from seurantalo.activities.queries import get_record
from seurantalo.activities.tests.factories import activity
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing

pytestmark = pytest.mark.django_db


def test_a_notice_of_the_organisation_is_confirmed_by_it_when_the_coordinator_approves(
    aino, doris, client
):
    friends = organization()
    member(friends, aino)
    club = activity(of=friends, by=aino, publish=False)
    publishing.submit(club, by=aino)
    publishing.approve(club, by=doris)
    record = get_record(club.pk)
    assert (record.assured_date, record.assurer) == (timezone.localdate(), "organization")
    assert "Järjestö vahvisti tiedot" in client.get(f"/toiminta/{club.pk}").content.decode()


def test_what_a_coordinator_corrects_is_not_confirmed_by_the_organisation(aino, doris):
    friends = organization()
    member(friends, aino)
    club = activity(of=friends)
    club.summary = Text(fi="Kirjoitusvirhe korjattu")
    publishing.publish(club, by=doris)
    assert get_record(club.pk).assured_date is None


def test_an_edit_takes_the_mark_away_and_confirms(aino):
    friends = organization(by=None)
    member(friends, aino)
    friends.trusted = True
    friends.save(update_fields=["trusted"])
    club = activity(of=friends)
    publishing.mark_stale(club)
    assert get_record(club.pk).stale_since == timezone.localdate()
    club.summary = Text(fi="Uusi kausi alkaa")
    publishing.publish(club, by=aino)
    record = get_record(club.pk)
    assert (record.stale_since, record.assurer) == (None, "organization")
