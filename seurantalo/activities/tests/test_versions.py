"""Later, no longer, and as it was: times of publishing, earlier versions, drafts thrown away."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, activity_content
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries as reading

pytestmark = pytest.mark.django_db


def shown(club: Activity) -> str:
    record = queries.get_record(club.pk)
    return str(record.name) if record else "nothing"


def again(club: Activity) -> Activity:
    return Activity.objects.get(pk=club.pk)


def told(club: Activity, name: str, by) -> Activity:
    content = activity_content(name)
    return commands.apply(
        content, organization=club.organization, by=by, to=again(club), publish=False
    )


@pytest.fixture
def house(aino):
    house = organization()
    member(house, aino)
    return house


@pytest.fixture
def later(monkeypatch):
    now = timezone.now()

    def go(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=days))

    return go


def days(number: int):
    return timezone.now() + timedelta(days=number)


def test_a_change_waits_for_its_day_and_ends_on_its_day(house, doris, later):
    club = activity(of=house)
    told(club, "Kevätkahvila", doris)
    publishing.schedule(again(club), at=days(2), until=days(9), by=doris)
    assert shown(club) == "Ystäväkahvila"
    later(3)
    assert publishing.publish_due([Activity]) == 1
    assert shown(club) == "Kevätkahvila" and club.occurrences.exists()
    later(10)
    assert publishing.publish_due([Activity]) == 1
    assert shown(club) == "nothing" and not club.occurrences.exists()


def test_a_volunteer_tells_the_day_and_the_coordinator_approves_it(house, aino, doris, later):
    club = activity(of=house, publish=False)
    publishing.send(club, by=aino)
    publishing.schedule(again(club), at=days(2), until=None, by=aino)
    publishing.approve(club, by=doris)
    assert shown(club) == "nothing"
    later(3)
    publishing.publish_due([Activity])
    assert shown(club) == "Ystäväkahvila"


def test_an_end_can_be_given_to_what_is_public_already(house, doris, later):
    club = activity(of=house)
    publishing.schedule(again(club), at=None, until=days(5), by=doris)
    assert shown(club) == "Ystäväkahvila"
    later(6)
    publishing.publish_due([Activity])
    assert again(club).expired


def test_what_has_expired_is_public_again_when_it_is_published_again(house, doris, later):
    club = activity(of=house)
    publishing.schedule(again(club), at=None, until=days(5), by=doris)
    later(6)
    publishing.publish_due([Activity])
    told(club, "Uusi kausi", doris)
    publishing.send(again(club), by=doris)
    assert shown(club) == "Uusi kausi" and again(club).expire_at is None


@pytest.mark.parametrize(("at", "until"), [(-1, None), (None, -1), (5, 3)])
def test_impossible_times_are_refused(house, doris, at, until):
    club = activity(of=house, publish=False)
    with pytest.raises(ValidationError):
        publishing.schedule(club, at=at and days(at), until=until and days(until), by=doris)


def test_withdrawing_ends_what_was_scheduled_and_what_waits(house, aino, doris, later):
    club = activity(of=house, publish=False)
    publishing.schedule(again(club), at=days(2), until=None, by=doris)
    other = activity("Lukupiiri", of=house)
    told(other, "Uusi piiri", aino)
    publishing.send(again(other), by=aino)
    for each in (club, other):
        publishing.withdraw(again(each), by=aino)
    later(3)
    assert publishing.publish_due([Activity]) == 0
    assert shown(club) == shown(other) == "nothing" and reading.awaiting(doris) == []


def test_an_earlier_version_comes_back_as_a_draft_or_at_once(house, aino, doris):
    club = activity(of=house)
    first = again(club).live_revision
    told(club, "Uusi nimi", doris)
    publishing.send(again(club), by=doris)
    publishing.restore(again(club), first, by=aino)
    assert shown(club) == "Uusi nimi"
    assert str(reading.latest(again(club)).name) == "Ystäväkahvila"
    with pytest.raises(PermissionDenied):
        publishing.restore(again(club), first, by=aino, public=True)
    before = again(club).version
    publishing.restore(again(club), first, by=doris, public=True)
    assert shown(club) == "Ystäväkahvila" and again(club).version > before
    assert club.occurrences.exists()


def test_a_version_of_something_else_is_refused(house, doris):
    club, other = activity(of=house), activity("Lukupiiri", of=house)
    with pytest.raises(ValidationError):
        publishing.restore(club, other.latest_revision, by=doris)


def test_a_draft_is_thrown_away(house, aino, doris):
    club = activity(of=house)
    told(club, "Uusi nimi", aino)
    publishing.send(again(club), by=aino)
    publishing.discard_draft(again(club), by=aino)
    assert not again(club).has_unpublished_changes and reading.awaiting(doris) == []
    assert str(queries.content(again(club)).name) == "Ystäväkahvila"
    with pytest.raises(ValidationError):
        publishing.discard_draft(again(club), by=aino)


def test_what_was_never_public_is_deleted_and_the_rest_is_not(house, aino):
    draft, club = activity("Luonnos", of=house, publish=False), activity(of=house)
    publishing.delete_draft(draft, by=aino)
    assert not Activity.objects.filter(pk=draft.pk).exists()
    with pytest.raises(ValidationError):
        publishing.delete_draft(club, by=aino)


def test_an_organisation_with_notices_is_not_deleted(aino):
    house = organization("Uusi ry", publish=False)
    member(house, aino)
    activity(of=house, publish=False)
    with pytest.raises(ValidationError):
        publishing.delete_draft(Organization.objects.get(pk=house.pk), by=aino)


def test_what_nobody_confirms_is_marked_hidden_and_brought_back_as_it_was(house, aino):
    club = activity(of=house)
    publishing.mark_stale(again(club))
    record = queries.get_record(club.pk)
    assert record and record.stale_since == timezone.localdate()
    publishing.hide(again(club), reason="Kukaan ei ole vahvistanut tietoja.")
    assert shown(club) == "nothing" and not club.occurrences.exists()
    publishing.unhide(again(club), by=aino)
    assert shown(club) == "Ystäväkahvila" and club.occurrences.exists()
    publishing.assure(again(club), by=aino)
    after = again(club)
    assert after.stale_since is None and after.assurer == "organization"
    assert not after.has_unpublished_changes


def test_what_a_coordinator_took_away_she_brings_back(house, aino, doris):
    club = activity(of=house)
    publishing.withdraw(again(club), by=doris, reason="Ei kuulu tänne.")
    with pytest.raises(PermissionDenied):
        publishing.unhide(again(club), by=aino)
    publishing.unhide(again(club), by=doris)
    assert shown(club) == "Ystäväkahvila"
    said = [event.comment for event in reading.history(club) if event.comment]
    assert said == ["Ei kuulu tänne."]


def test_bringing_back_keeps_the_draft_that_was_begun(house, aino):
    club = activity(of=house)
    publishing.withdraw(again(club), by=aino)
    told(club, "Ensi syksynä", aino)
    publishing.unhide(again(club), by=aino)
    assert shown(club) == "Ystäväkahvila"
    assert str(reading.latest(again(club)).name) == "Ensi syksynä"


def test_an_older_draft_brings_back_neither_doubt_nor_an_older_confirmation(house, aino, doris):
    club = activity(of=house)
    told(club, "Uusi nimi", aino)
    publishing.mark_stale(again(club))
    publishing.assure(again(club), by=doris, how="phone")
    publishing.send(again(club), by=doris)
    after = again(club)
    assert shown(club) == "Uusi nimi"
    assert (after.stale_since, after.assurer) == (None, "phone")


def test_who_forgot_what_she_took_does_not_hold_up_the_queue(house, aino, doris):
    club = activity(of=house, publish=False)
    publishing.send(club, by=aino)
    publishing.take(club, by=doris)
    assert reading.taken_by(again(club)) == doris
    Activity.objects.filter(pk=club.pk).update(locked_at=days(-2))
    assert reading.taken_by(again(club)) is None
