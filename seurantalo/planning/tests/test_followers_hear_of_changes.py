"""Those who follow a plan hear once what changed of its dates, as far as they may know of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.tasks import default_task_backend
from django.urls import reverse

from seurantalo.accounts.tests.factories import person
from seurantalo.common.time import helsinki, now, say_time
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.planning import commands, following, talking, together
from seurantalo.planning.models import Change, Follow
from seurantalo.planning.tests.factories import plan
from seurantalo.planning.told import PlanTold, TimeTold

pytestmark = pytest.mark.django_db

THIS_YEAR = now().date().replace(month=1, day=1)
EVENING = helsinki(datetime(THIS_YEAR.year + 1, 3, 2, 18))
WEEK = timedelta(days=7)


@pytest.fixture
def dance(aino, friends):
    """Aino's plan, of which those who do not plan it see a hint."""
    made = plan("Salaiset tanssit", of=friends, at=EVENING, shown="hint", hint="Jotain iäkkäille")
    following.follow(made, aino)
    return made


def told(dance, *times) -> PlanTold:
    kept = tuple(
        TimeTold(each.start, each.end, each.whole_day, each.stage, each.pk)
        for each in dance.times.all()
    )
    return PlanTold(
        name=dance.name, times=times or kept, shown="hint", hint=dance.hint,
        municipality=dance.municipality,
    )  # fmt: skip


def said(start, hours: int = 2) -> str:
    """A time as a Finnish letter says it."""
    return say_time(start, start + timedelta(hours=hours), "fi", THIS_YEAR)


def later() -> None:
    """The minutes have passed, and the worker does what waited."""
    waiting = default_task_backend.waiting
    due = [each for each in waiting if each[0].module_path.endswith("tell_change")]
    waiting[:] = [each for each in waiting if each not in due]
    for task, args, kwargs in due:
        task.func(*args, **kwargs)


@pytest.fixture(autouse=True)
def nothing_waits():
    """What other tests left to wait is none of ours."""
    default_task_backend.waiting.clear()


def test_who_was_asked_along_hears_from_when_to_when(dance, kalles, aino, kalle, mailoutbox):
    together.invite(dance, kalles, by=aino)
    mailoutbox.clear()
    time = told(dance).times[0]
    moved = replace(time, start=time.start + WEEK, end=time.end + WEEK, stage="tentative")
    commands.tell(told(dance, moved), by=aino, to=dance)
    assert not mailoutbox
    later()
    (letter,) = mailoutbox
    assert (
        letter.to == [kalle.email] and letter.subject == "Ajankohdat muuttuivat: Salaiset tanssit"
    )
    assert f"{said(EVENING)} → {said(EVENING + WEEK)}: idea → alustava" in letter.body
    assert "Muutoksen teki Aino, Nilsiän ystävät ry." in letter.body
    assert reverse("plan", args=[dance.pk]) in letter.body


def test_many_changes_are_one_letter_and_what_is_changed_back_is_none(
    dance, kalles, aino, kalle, mailoutbox
):
    together.accept(together.invite(dance, kalles, by=aino), by=kalle)
    mailoutbox.clear()
    time = dance.times.get()
    for stage in ("tentative", "idea", "confirmed"):
        commands.set_stage(time, stage, by=aino)
    commands.tell(told(dance, *told(dance).times, TimeTold(EVENING + WEEK, EVENING + WEEK)),
                  by=aino, to=dance)  # fmt: skip
    later()
    (letter,) = mailoutbox
    assert letter.to == [kalle.email]
    assert "klo 18–20: idea → vahvistettu" in letter.body
    assert f"Uusi ajankohta: {said(EVENING + WEEK, 0)} (idea)" in letter.body
    commands.set_stage(time, "idea", by=kalle)
    commands.set_stage(time, "confirmed", by=kalle)
    later()
    assert len(mailoutbox) == 1 and not Change.objects.exists()
    gone = told(dance).times[:1]
    commands.tell(told(dance, *gone), by=kalle, to=dance)
    later()
    assert mailoutbox[1].to == [aino.email]
    assert f"Ei enää: {said(EVENING + WEEK, 0)}" in mailoutbox[1].body


def test_who_sees_a_hint_hears_of_the_hint(dance, kalles, aino, kalle, mailoutbox):
    talking.write(dance, "Sali on vapaa.", by=kalle)
    mailoutbox.clear()
    commands.set_stage(dance.times.get(), "confirmed", by=aino)
    later()
    (letter,) = mailoutbox
    assert letter.to == [kalle.email] and "Jotain iäkkäille" in letter.subject
    everything = f"{letter.subject} {letter.message()}"
    assert not any(each in everything for each in ("Salaiset", "Nilsiän", "Aino"))


def test_it_is_told_that_it_was_dropped_and_goes_on(dance, kalles, aino, kalle, mailoutbox):
    talking.write(dance, "Sali on vapaa.", by=kalle)
    mailoutbox.clear()
    commands.drop(dance, by=aino)
    later()
    (letter,) = mailoutbox
    assert letter.to == [kalle.email]
    assert letter.subject == "Suunnitelmasta luovuttiin: Jotain iäkkäille"
    assert reverse("plan", args=[dance.pk]) not in letter.body  # she sees it no more
    commands.take_up(dance, by=aino)
    later()
    assert mailoutbox[1].subject == "Suunnitelma jatkuu: Jotain iäkkäille"
    assert reverse("plan", args=[dance.pk]) in mailoutbox[1].body


def test_who_may_not_see_it_any_more_hears_nothing(dance, aino, kalles, kalle, far, mailoutbox):
    third = organization("Kolmas ry")
    liisa = person("Liisa")
    member(third, liisa)
    for who in (kalle, liisa, far):
        following.follow(dance, who)  # they did while they saw it
    dance.audience = "partners"
    dance.save()
    commands.set_stage(dance.times.get(), "confirmed", by=aino)
    later()
    assert not mailoutbox


def test_who_wants_no_letters_gets_none_and_everyone_reads_her_own_language(
    client, dance, aino, bertta, friends, kalles, kalle, mailoutbox
):
    member(friends, bertta)
    bertta.language = "sv"
    bertta.save()
    together.invite(dance, kalles, by=aino)
    Follow.objects.update_or_create(
        plan=dance, user=kalle, defaults={"by_mail": False, "reply_token": "k"}
    )
    following.follow(dance, bertta)
    mailoutbox.clear()
    client.force_login(aino)
    time = dance.times.get()
    client.post(reverse("plan-stage", args=[dance.pk, time.pk]), {"stage": "confirmed"})
    later()
    (letter,) = mailoutbox
    assert letter.to == [bertta.email] and "idé → bekräftad" in letter.body
    (stop,) = {word for word in letter.body.split() if "/planer/hiljaa/" in word}
    client.post(stop.partition("8000")[2])
    assert not Follow.objects.get(user=bertta).by_mail


def test_what_changes_nothing_of_its_dates_is_no_news(dance, kalles, aino, kalle, mailoutbox):
    together.invite(dance, kalles, by=aino)
    mailoutbox.clear()
    commands.tell(replace(told(dance), text="Haitaria"), by=aino, to=dance)
    later()
    assert not mailoutbox and not Change.objects.exists()
