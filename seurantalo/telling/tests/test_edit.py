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
    client.post(reverse("edit-activity", args=[notice.pk]))
    return Report.objects.get(activity=notice)


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
    report = edit(client, cafe)
    assert edit(client, cafe) == report, "there is one"
    looked = client.get(reverse("edit-activity", args=[cafe.pk]))
    assert looked.url == reverse("report-summary", args=[report.pk])
    question = reverse("edit-activity-step", args=[cafe.pk, "mita"]) + "?to=lista"
    assert client.get(question).url == (
        reverse("report-step", args=[report.pk, "mita"]) + "?to=lista"
    )


def test_an_edit_begins_with_its_first_answer(client, aino, cafe):
    client.force_login(aino)
    hub = client.get(reverse("edit-activity", args=[cafe.pk])).content.decode()
    question = reverse("edit-activity-step", args=[cafe.pk, "mita"]) + "?to=lista"
    assert "Ystäväkahvila" in hub and question in hub
    page = client.get(question)
    assert page.context["form"]["title"].value() == "Ystäväkahvila"
    assert not Report.objects.exists()
    told = {"title": "Kahvihetki", "text": "Kahvia ja juttuseuraa.", "kind": "support"}
    saved = client.post(question, {**told, "to": "lista", "base": cafe.latest_revision_id})
    report = Report.objects.get()
    assert saved.url == reverse("report-summary", args=[report.pk])
    assert report.answers["title"] == "Kahvihetki" and report.owner == aino


def test_what_was_changed_since_the_page_was_opened_is_not_written_over(client, aino, bertta, cafe):
    client.force_login(aino)
    question = reverse("edit-activity-step", args=[cafe.pk, "mita"]) + "?to=lista"
    seen = client.get(question).context["report"].base_revision
    theirs = activities.content(cafe).model_copy(update={"name": Text(fi="Kahvikerho")})
    activity_commands.apply(theirs, organization=cafe.organization, by=bertta, to=cafe)
    told = {"title": "Kahvihetki", "text": "Kahvia ja juttuseuraa.", "kind": "support"}
    client.post(question, {**told, "base": seen})
    report = Report.objects.get()
    assert send(client, report).url == reverse("report-differences", args=[report.pk])


def test_what_is_typed_after_the_session_is_over_begins_the_edit_at_sign_in(client, aino, cafe):
    question = reverse("edit-activity-step", args=[cafe.pk, "mita"])
    assert client.post(question, {"title": "Kahvihetki"}).url.startswith(reverse("enter"))
    assert not Report.objects.exists()
    client.force_login(aino)
    assert Report.objects.get(owner=aino, activity=cafe).answers["title"] == "Kahvihetki"


def test_what_an_outsider_typed_is_not_kept(client, kalle, cafe):
    client.post(reverse("edit-activity-step", args=[cafe.pk, "mita"]), {"title": "Kaapattu"})
    client.force_login(kalle)
    assert not Report.objects.exists()


def test_an_outsider_changes_nothing(client, kalle, cafe):
    client.force_login(kalle)
    for address in (
        reverse("edit-activity", args=[cafe.pk]),
        reverse("edit-activity-step", args=[cafe.pk, "mita"]),
    ):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
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
    assert send(client, report).url == reverse("report-preview", args=[report.pk])
    page = client.get(reverse("report-preview", args=[report.pk])).content.decode()
    assert "Kahvihetki" in page and "Pullaakin on." in page, "she sees both before she sends again"
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
