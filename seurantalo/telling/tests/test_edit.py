"""Changing a notice: from the list of what was told, and when two change it at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from seurantalo.activities import commands as activity_commands
from seurantalo.activities import queries as activities
from seurantalo.activities.tests.factories import activity
from seurantalo.common.text import Text
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing.queries import history
from seurantalo.telling.models import Report
from seurantalo.telling.tests.answering import CLUB

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafe(aino, bertta):
    """A public notice of an organisation whose members publish at once."""
    friends = organization()
    Organization.objects.filter(pk=friends.pk).update(trusted=True)
    friends.refresh_from_db()
    member(friends, aino)
    member(friends, bertta, "editor")
    return activity(
        "Ystäväkahvila", of=friends, summary=Text(fi="Kahvia ja juttuseuraa.", sv="Kaffe.")
    )


def edit(client, notice) -> Report:
    """Begin to change a notice, as the signed-in person."""
    address = client.get(reverse("edit-activity", args=[notice.pk])).url
    return Report.objects.get(pk=address.split("/")[-1])


def change(client, report, step, **told):
    """Change some answers of a screen, from the list."""
    page = client.get(reverse("report-step", args=[report.pk, step]))
    data = {
        field.name: field.value() or ""
        for field in page.context["form"]
        if field.name not in ("upload", "no_picture")
    }
    address = reverse("report-step", args=[report.pk, step])
    return client.post(address, {**data, **told, "to": "lista"})


def send(client, report):
    """Press "Send"."""
    return client.post(reverse("report-send", args=[report.pk]))


def test_one_field_is_changed_from_the_list(client, aino, cafe):
    client.force_login(aino)
    before = activities.content(cafe)
    report = edit(client, cafe)
    page = client.get(reverse("report-summary", args=[report.pk])).content.decode()
    assert "Ystäväkahvila" in page and "tiistaisin klo 18–19.30" in page
    answered = change(client, report, "mita", title="Kahvihetki")
    assert answered.url == reverse("report-summary", args=[report.pk])
    assert "Kahvihetki" in client.get(reverse("report-preview", args=[report.pk])).content.decode()
    send(client, report)
    cafe.refresh_from_db()
    after = activities.content(cafe)
    assert after.name == Text(fi="Kahvihetki") and cafe.live
    assert after.summary == before.summary and after.channels == before.channels


def test_an_edit_under_way_goes_on(client, aino, cafe):
    client.force_login(aino)
    assert edit(client, cafe) == edit(client, cafe)


def test_an_outsider_changes_nothing(client, kalle, cafe):
    client.force_login(kalle)
    assert client.get(reverse("edit-activity", args=[cafe.pk])).status_code == 403
    assert not Report.objects.exists()


def test_the_second_of_two_is_shown_the_difference(client, aino, bertta, cafe):
    client.force_login(aino)
    report = edit(client, cafe)
    change(
        client, report, "mita", title="Kahvihetki", text="Kahvia, juttuseuraa ja pelejä kaikille."
    )
    change(client, report, "kenelle", **CLUB["kenelle"])
    theirs = activities.content(cafe).model_copy(
        update={"name": Text(fi="Kahvikerho"), "languages": ("fi", "sv")}
    )
    cafe.refresh_from_db()
    activity_commands.apply(theirs, organization=cafe.organization, by=bertta, to=cafe)
    assert send(client, report).url == reverse("report-differences", args=[report.pk])
    page = client.get(reverse("report-differences", args=[report.pk])).content.decode()
    assert "Kahvihetki" in page and "Kahvikerho" in page
    client.post(reverse("report-differences", args=[report.pk]), {"title": "theirs"})
    assert send(client, report).url == reverse("report-sent", args=[report.pk])
    after = activities.content(type(cafe).objects.get(pk=cafe.pk))
    assert after.name == Text(fi="Kahvikerho")
    assert after.summary["fi"] == "Kahvia, juttuseuraa ja pelejä kaikille."
    assert after.target_groups == ("everyone",)


def test_changes_to_different_parts_go_together(client, aino, bertta, cafe):
    client.force_login(aino)
    report = edit(client, cafe)
    change(client, report, "mita", title="Kahvihetki")
    change(client, report, "kenelle", **CLUB["kenelle"])
    theirs = activities.content(cafe).model_copy(update={"description": Text(fi="Pullaakin on.")})
    cafe.refresh_from_db()
    activity_commands.apply(theirs, organization=cafe.organization, by=bertta, to=cafe)
    differences = send(client, report).url
    assert client.get(differences).url == reverse("report-preview", args=[report.pk])
    send(client, report)
    after = activities.content(type(cafe).objects.get(pk=cafe.pk))
    assert (after.name, after.description) == (Text(fi="Kahvihetki"), Text(fi="Pullaakin on."))


def test_giving_up_leaves_the_notice_as_it_was(client, aino, cafe):
    client.force_login(aino)
    report = edit(client, cafe)
    change(client, report, "mita", title="Kahvihetki")
    assert client.get(reverse("report-drop", args=[report.pk])).status_code == 200
    client.post(reverse("report-drop", args=[report.pk]))
    assert not Report.objects.exists()
    assert activities.content(cafe).name == Text(fi="Ystäväkahvila")


def test_a_coordinator_changes_it_for_one_who_rings(client, doris, cafe):
    client.force_login(doris)
    report = edit(client, cafe)
    change(client, report, "mita", title="Kahvihetki")
    page = client.get(reverse("report-preview", args=[report.pk])).content.decode()
    assert "on_behalf" in page
    client.post(reverse("report-send", args=[report.pk]), {"on_behalf": "Aino Nilsiästä"})
    assert "seurantalo.assisted_entry" in [row.action for row in history(cafe)]
