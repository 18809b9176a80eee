"""What was planned becomes a notice: the questions are filled in, and both who planned it hold it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from seurantalo.activities.models import Activity
from seurantalo.activities.queries import hosts
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.planning import commands as planning
from seurantalo.planning import together
from seurantalo.planning.models import PlanTime
from seurantalo.planning.tests.factories import plan
from seurantalo.telling import commands, from_plans
from seurantalo.telling.models import Report


@pytest.fixture
def kalles(kalle):
    made = organization("Iisalmen Martat ry")
    member(made, kalle)
    return made


@pytest.fixture
def dance(friends):
    made = plan(
        "Kevättanssit",
        of=friends,
        stage="confirmed",
        text="Haitarimusiikkia",
        place="Seurantalo",
        terms=("older-people",),
        minimum_age=60,
    )
    first = made.times.get()
    for days, stage in ((7, "confirmed"), (8, "idea")):
        PlanTime.objects.create(
            plan=made,
            start=first.start + timedelta(days=days),
            end=first.end + timedelta(days=days),
            stage=stage,
        )
    return made


def test_from_the_page_of_the_plan_to_a_filled_report(client, dance, friends, aino):
    client.force_login(aino)
    address = reverse("plan-to-report", args=[dance.pk])
    assert f'action="{address}"' in client.get(reverse("plan", args=[dance.pk])).text
    for _press in range(2):
        answer = client.post(address, follow=True)
        assert "Kevättanssit" in answer.text
    report = Report.objects.get()
    content = commands.content_of(report)
    assert report.organization == friends
    assert content.name == Text(fi="Kevättanssit") and content.target_groups == ("older-people",)
    assert content.summary == Text(fi="Haitarimusiikkia") and report.answer("price") == ""
    (channel,) = content.channels
    assert channel.place.municipality == "297" and channel.place.name == Text(fi="Seurantalo")
    (schedule,) = channel.schedules  # what is only an idea is not told
    starts = {schedule.dtstart, *schedule.rdates}
    assert starts == {each.start for each in dance.times.filter(stage="confirmed")}
    dance.refresh_from_db()
    assert dance.activity is None  # nothing has been sent


def test_sent_it_is_held_by_all_who_planned_it(dance, friends, kalles, aino, kalle, admin):
    together.accept(together.invite(dance, kalles, by=aino), by=kalle)
    report = from_plans.start_from(dance, by=kalle)
    commands.send(report, by=kalle)
    dance.refresh_from_db()
    made = Activity.objects.get()
    assert dance.activity == made
    assert {each.pk for each in hosts(made)} == {friends.pk, kalles.pk}


def test_a_whole_day_and_what_is_over(friends, aino):
    at = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    made = plan(of=friends, at=at - timedelta(days=9))
    day = at + timedelta(days=12)
    PlanTime.objects.create(plan=made, start=day, end=day + timedelta(days=1), whole_day=True)
    report = from_plans.start_from(made, by=aino)
    (schedule,) = commands.content_of(report).channels[0].schedules
    assert schedule.whole_day and schedule.duration == timedelta(days=1)
    assert schedule.dtstart == day and not schedule.rdates


def test_nobody_else_publishes_it(client, dance, kalles, kalle, doris):
    for who in (kalle, doris):
        with pytest.raises(PermissionDenied):
            from_plans.start_from(dance, by=who)
    client.force_login(kalle)
    assert client.post(reverse("plan-to-report", args=[dance.pk])).status_code == 403
    assert not Report.objects.exists()


def test_a_plan_belongs_to_its_first_notice_and_to_nobody_who_left(dance, friends, aino):
    report = from_plans.start_from(dance, by=aino)
    commands.send(report, by=aino)
    dance.refresh_from_db()
    first = dance.activity
    planning.became(
        dance, Activity.objects.create(organization=friends, name=Text(fi="T")), by=aino
    )
    dance.refresh_from_db()
    assert dance.activity == first
