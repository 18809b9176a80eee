"""A club is told, reviewed and published; what the public sees follows at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, activity_content, at
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries as publishing_queries

pytestmark = pytest.mark.django_db


def shown(club: Activity) -> str:
    record = queries.get_record(club.pk)
    return str(record.name) if record else "nothing"


def test_a_draft_is_seen_by_nobody():
    assert shown(activity(publish=False)) == "nothing"


def test_a_published_club_has_its_times():
    record = queries.get_record(activity().pk)
    assert record and record.occurrences[0].start.strftime("%A %H.%M") == "Tuesday 18.00"


def test_a_live_club_keeps_its_public_text_while_a_draft_changes_everything(admin):
    club = activity()
    club.name, club.channels = Text(fi="Uusi nimi"), []
    publishing.save_draft(club, by=admin)
    record = queries.get_record(club.pk)
    assert shown(club) == "Ystäväkahvila"
    assert record and len(record.channels) == 1 and record.occurrences


def test_the_member_submits_and_the_coordinator_approves(aino, doris):
    house = organization()
    member(house, aino)
    club = commands.apply(activity_content(), organization=house, by=aino, publish=False)
    publishing.submit(club, by=aino)
    assert [row.thing for row in publishing_queries.awaiting(doris)] == [club]
    publishing.approve(club, by=doris)
    assert shown(club) == "Ystäväkahvila"
    assert publishing_queries.awaiting(doris) == []


def test_a_club_given_back_comes_again(aino, doris):
    house = organization()
    member(house, aino)
    club = commands.apply(activity_content(), organization=house, by=aino, publish=False)
    publishing.submit(club, by=aino)
    with pytest.raises(ValidationError):
        publishing.give_back(club, by=doris, comment=" ")
    publishing.give_back(club, by=doris, comment="Mikä ilta?")
    club.name = Text(fi="Tiistaikahvila")
    publishing.save_draft(club, by=aino)
    publishing.submit(club, by=aino)
    publishing.approve(club, by=doris)
    assert shown(club) == "Tiistaikahvila"
    said = [(entry.action, str(entry.user)) for entry in publishing_queries.history(club)]
    assert ("wagtail.workflow.reject", "Doris") in said


def test_nobody_approves_her_own(doris):
    club = activity(publish=False)
    publishing.submit(club, by=doris)
    with pytest.raises(PermissionDenied):
        publishing.approve(club, by=doris)


def test_what_waits_cannot_be_submitted_again_nor_the_rest_approved(admin, doris):
    club = activity(publish=False)
    with pytest.raises(ValidationError):
        publishing.approve(club, by=doris)
    publishing.submit(club, by=admin)
    with pytest.raises(ValidationError):
        publishing.submit(club, by=admin)


def test_withdrawing_takes_it_away_and_can_be_undone(admin):
    club = activity()
    publishing.withdraw(club, by=admin)
    assert shown(club) == "nothing" and not club.occurrences.exists()
    publishing.publish(Activity.objects.get(pk=club.pk), by=admin)
    assert shown(club) == "Ystäväkahvila" and club.occurrences.exists()


def test_it_goes_with_its_organisation(admin):
    club = activity()
    publishing.withdraw(club.organization, by=admin)
    assert shown(club) == "nothing"


def test_scheduled_publishing_and_expiry(admin, monkeypatch):
    now = timezone.now()
    club = activity(publish=False)
    publishing.publish(club, by=admin, at=now + timedelta(days=2), until=now + timedelta(days=9))
    assert shown(club) == "nothing"
    assert publishing.publish_due([Activity]) == 0
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=3))
    assert publishing.publish_due([Activity]) == 1
    assert shown(club) == "Ystäväkahvila"
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=10))
    assert shown(club) == "nothing"
    assert publishing.publish_due([Activity]) == 1
    expired = Activity.objects.get(pk=club.pk)
    assert expired.expired and not expired.live


def test_confirming_tells_when_and_grows_the_version(aino):
    house = organization()
    member(house, aino, role="editor")
    club = activity(of=house)
    before = queries.get_record(club.pk)
    publishing.assure(club, by=aino)
    after = queries.get_record(club.pk)
    assert before and after
    assert after.assured_date == timezone.localdate() and after.version > before.version


def test_two_versions_are_compared_field_by_field(admin):
    club = activity()
    first = club.latest_revision
    club.name = Text(fi="Torstaikahvila")
    second = publishing.save_draft(club, by=admin)
    assert publishing_queries.compare(first, second)["name"] == (
        {"fi": "Ystäväkahvila"},
        {"fi": "Torstaikahvila"},
    )


def test_unknown_codes_are_named():
    with pytest.raises(ValidationError, match="olematon"):
        activity(themes=("olematon",))


def test_an_impossible_rule_is_refused():
    hostile = at().schedules[0].model_copy(update={"rrule": "FREQ=SECONDLY"})
    with pytest.raises(ValidationError):
        activity(channels=(at(at().place, hostile),))
