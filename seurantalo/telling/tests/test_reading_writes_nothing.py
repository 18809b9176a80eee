"""Looking at any page of the room writes nothing: browsers and mailboxes open links by themselves."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seurantalo.activities import commands as activity_commands
from seurantalo.activities import queries as activities
from seurantalo.activities.tests.factories import activity
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.telling import commands, copying, own_times, steps
from seurantalo.telling.urls import urlpatterns

pytestmark = pytest.mark.django_db

REPORT = {
    "report-summary",
    "report-preview",
    "report-send",
    "report-sent",
    "report-differences",
    "report-drop",
    "report-step",
}
TEMPLATE = {"start-from-template", "drop-template"}
ONE_TIME = {"own-time", "own-following"}
ALONE = {"report", "report-link", "own-activities", "edit-many", "notice-templates"}


def writes(asked):
    """What was written but the visitor's own session."""
    verbs = ("INSERT", "UPDATE", "DELETE")
    said = [each["sql"] for each in asked.captured_queries]
    return [sql for sql in said if sql.startswith(verbs) and "django_session" not in sql]


@pytest.fixture
def world(aino, bertta):
    """A notice, an edit of it that another's change ran into, and a template."""
    friends = organization()
    member(friends, aino)
    member(friends, bertta, "editor")
    club = activity("Ystäväkahvila", of=friends)
    report = commands.keep(commands.edit(club, by=aino), {"title": "Kahvihetki"})
    theirs = activities.content(club).model_copy(update={"description": Text(fi="Pullaa.")})
    activity_commands.apply(theirs, organization=friends, by=bertta, to=club, publish=False)
    template = copying.keep_template(club, name="Kerho", by=aino)
    return {"report": report, "club": club, "friends": friends, "template": template}


def addresses(name, world, fresh):
    """All addresses of a name: of every question, of the notice under edit and of another."""
    if name in ALONE:
        return [reverse(name), f"{reverse(name)}?n={fresh.pk}"]
    if name == "report-step":
        return [reverse(name, args=[world["report"].pk, step]) for step in steps.NAMES]
    if name in REPORT:
        return [reverse(name, args=[world["report"].pk])]
    if name in TEMPLATE:
        return [reverse(name, args=[world["template"].pk])]
    if name == "edit-activity-step":
        return [reverse(name, args=[fresh.pk, step]) for step in steps.NAMES]
    things = [world["friends"]] if name.startswith("organization") else [world["club"], fresh]
    more = ["sv"] if name.endswith("-language") else []
    more = [world["friends"].pk] if name == "activity-partner" else more
    if name in ONE_TIME:
        return [reverse(name, args=[fresh.pk, own_times.key_of(own_times.coming(fresh)[0])])]
    return [reverse(name, args=[each.pk, *more]) for each in things]


def test_no_page_of_the_room_writes_when_it_is_looked_at(client, aino, world):
    client.force_login(aino)
    fresh = activity("Lukupiiri", of=world["friends"])
    seen = set()
    for pattern in urlpatterns:
        for address in addresses(pattern.name, world, fresh):
            with CaptureQueriesContext(connection) as asked:
                seen.add(client.get(address).status_code)
            assert not writes(asked), address
    assert seen == {200, 302, 405}, "pages, ways on, and doors that only a button opens"


def test_a_button_does_write(client, aino, world):
    client.force_login(aino)
    with CaptureQueriesContext(connection) as asked:
        client.post(reverse("start-from-template", args=[world["template"].pk]))
    assert writes(asked)
