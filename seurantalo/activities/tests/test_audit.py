"""Every write leaves a line that says who did it: no command of the machine goes without."""

from datetime import timedelta

import pytest
from django.utils import timezone

from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries as reading

pytestmark = pytest.mark.django_db

NOT_ABOUT_ONE_THING = {
    "batch",
    "forget_detail",
    "note",
    "publish_due",
    "register_words",
    "undo",
}


def waiting(house, aino):
    club = activity(of=house, publish=False)
    publishing.submit(club, by=aino)
    return club


def hidden(house):
    club = activity(of=house)
    publishing.hide(club, reason="Vanha")
    return club


def drafted(house, aino):
    club = activity(of=house)
    publishing.save_draft(club, by=aino)
    return club


def unchecked(house, aino):
    club = activity(of=house)
    Activity.objects.filter(pk=club.pk).update(unreviewed=True)
    return Activity.objects.get(pk=club.pk)


def taken(house, aino, doris):
    club = waiting(house, aino)
    publishing.take(club, by=doris)
    return club


def merged(house, doris):
    return publishing.merge(activity(of=house), into=activity("Kahvila", of=house), by=doris)


# Each command: what it is done to, who does it, and how.
DONE = {
    "save_draft": lambda h, a, d: (activity(of=h), a, {}),
    "submit": lambda h, a, d: (activity(of=h, publish=False), a, {}),
    "send": lambda h, a, d: (activity(of=h, publish=False), a, {}),
    "recall": lambda h, a, d: (waiting(h, a), a, {}),
    "approve": lambda h, a, d: (waiting(h, a), d, {}),
    "give_back": lambda h, a, d: (waiting(h, a), d, {"comment": "Mikä ilta?"}),
    "take": lambda h, a, d: (waiting(h, a), d, {}),
    "release": lambda h, a, d: (taken(h, a, d), d, {}),
    "check": lambda h, a, d: (unchecked(h, a), d, {}),
    "publish": lambda h, a, d: (activity(of=h, publish=False), d, {}),
    "withdraw": lambda h, a, d: (activity(of=h), a, {}),
    "schedule": lambda h, a, d: (
        activity(of=h, publish=False),
        a,
        {"at": timezone.now() + timedelta(days=1), "until": None},
    ),
    "restore": lambda h, a, d: ((club := activity(of=h)), a, {"revision": club.live_revision}),
    "discard_draft": lambda h, a, d: (drafted(h, a), a, {}),
    "delete_draft": lambda h, a, d: (activity(of=h, publish=False), a, {}),
    "assure": lambda h, a, d: (activity(of=h), a, {}),
    "mark_stale": lambda h, a, d: (activity(of=h), d, {}),
    "hide": lambda h, a, d: (activity(of=h), d, {"reason": "Vanha"}),
    "unhide": lambda h, a, d: (hidden(h), a, {}),
    "tell_again": lambda h, a, d: (activity(of=h), a, {"action": "seurantalo.assure"}),
    "retell": lambda h, a, d: (
        activity(of=h),
        a,
        {"change": lambda club: None, "action": "seurantalo.assure"},
    ),
    "merge": lambda h, a, d: (activity(of=h), d, {"into": activity("Kahvila", of=h)}),
    "unmerge": lambda h, a, d: (merged(h, d), d, {}),
}


def test_no_command_is_forgotten_here():
    assert set(DONE) == set(publishing.__all__) - NOT_ABOUT_ONE_THING


@pytest.mark.parametrize("name", DONE)
def test_every_command_leaves_a_line(name, aino, doris):
    house = organization()
    member(house, aino)
    thing, by, told = DONE[name](house, aino, doris)
    club = thing if isinstance(thing, Activity) else Activity(pk=thing.merged_id)
    key, before = club.pk, len(reading.history(club))
    getattr(publishing, name)(thing, by=by, **told)
    lines = reading.history(Activity(pk=key))
    assert len(lines) > before
    assert {line.user for line in lines[: len(lines) - before]} == {by}
    assert all(str(line.what) and not str(line.what).startswith("seurantalo.") for line in lines)


def test_undoing_leaves_a_line(aino):
    house = organization()
    member(house, aino)
    club = activity(of=house)
    with publishing.batch(aino) as number:
        publishing.withdraw(club, by=aino)
    publishing.undo(number, by=aino)
    lines = reading.history(club)
    assert ("seurantalo.undo", aino) in [(line.action, line.user) for line in lines]
    assert "seurantalo.before" not in [line.action for line in lines]


def test_what_the_service_did_by_itself_says_so():
    club = activity()
    publishing.mark_stale(club)
    assert reading.history(club)[0].who == "Seurantalo"


def test_a_line_about_anything(aino):
    publishing.note(aino, "seurantalo.something", by=aino, data={"comment": "Hei"})
