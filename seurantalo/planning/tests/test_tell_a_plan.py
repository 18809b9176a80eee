"""Aino tells what she thinks of doing: one web, several dates, and what others will see of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from seurantalo.common.time import local_day, wall_clock
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.planning import commands
from seurantalo.planning.models import Plan, PlanTime
from seurantalo.planning.tests.factories import plan
from seurantalo.planning.told import PlanTold

SOON = date.today() + timedelta(days=40)


def answers(*dates, **told):
    rows = dates or ({"day": SOON.isoformat(), "start": "18:00", "stage": "idea"},)
    sent = {
        "name": "Kevättanssit",
        "municipality": "Nilsiä",
        "audience": "region",
        "shown": "all",
        "kind": "event",
        "dates-TOTAL_FORMS": len(rows),
        "dates-INITIAL_FORMS": sum("time" in row for row in rows),
        **told,
    }
    for number, row in enumerate(rows):
        sent |= {f"dates-{number}-{name}": value for name, value in row.items()}
    return sent


@pytest.fixture
def web(client, aino, friends):
    client.force_login(aino)
    return client


def test_a_plan_with_two_dates_of_which_one_lasts_all_day(web, friends, aino):
    told = answers(
        {"day": SOON.isoformat(), "start": "18:00", "end": "20:30", "stage": "tentative"},
        {"day": (SOON + timedelta(days=1)).isoformat(), "stage": "idea"},
        text="Haitarimusiikkia",
        target_groups=["older-people"],
        place="Seurantalo",
        seeks=["room"],
        seeks_text="Sali sadalle",
        expected="80",
    )
    answer = web.post(reverse("plan-new"), told, follow=True)
    made = Plan.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("plan", args=[made.pk])
    assert "Kevättanssit" in answer.text and "Haitarimusiikkia" in answer.text
    assert (made.organization, made.created_by) == (friends, aino)
    assert made.municipality.code == "297" and made.latitude
    assert [term.code for term in made.terms.all()] == ["older-people"]
    evening, whole = made.times.all()
    assert wall_clock(evening.start).hour == 18 and evening.stage == "tentative"
    assert evening.end - evening.start == timedelta(hours=2, minutes=30)
    assert whole.whole_day and local_day(whole.start) == SOON + timedelta(days=1)
    assert made.seeks_room and not made.seeks_partner
    assert made.follows.get().user == aino


def test_an_evening_may_run_over_midnight(web):
    web.post(
        reverse("plan-new"),
        answers({"day": SOON.isoformat(), "start": "20:00", "end": "01:00", "stage": "idea"}),
    )
    (time,) = PlanTime.objects.all()
    assert time.end - time.start == timedelta(hours=5)


def test_one_more_date_without_a_script_and_nothing_typed_is_lost(web):
    answer = web.post(reverse("plan-new"), {**answers(name=""), "more": "dates"})
    assert answer.status_code == 200 and not Plan.objects.exists()
    assert "dates-1-day" in answer.text and SOON.isoformat() in answer.text
    assert "error-summary" not in answer.text


def test_what_others_will_see_is_shown_before_it_is_kept(web):
    told = answers(shown="hint", hint="Jotain ikäihmisille", text="Salaisuus", preview="yes")
    answer = web.post(reverse("plan-new"), told)
    shown = answer.text.split('id="plan-preview"')[1].split("</article>")[0]
    assert "Jotain ikäihmisille" in shown and "Kuopio" in shown and "Idea" in shown
    assert "Kevättanssit" not in shown and "Salaisuus" not in shown
    assert "Nilsiän ystävät" not in shown
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (answers(name=""), "name"),
        (answers(municipality="Xyzzyville"), "municipality"),
        (answers(shown="hint"), "hint"),
        (answers(minimum_age="30", maximum_age="20"), "maximum_age"),
        (answers({"day": "2020-01-01", "stage": "idea"}), "dates-0-day"),
        (answers({"day": "", "start": "18:00", "stage": "idea"}), "dates-0-day"),
        (answers({"day": SOON.isoformat(), "end": "18:00", "stage": "idea"}), "dates-0-start"),
    ],
)
def test_what_is_wrong_is_said_beside_it(web, told, said):
    answer = web.post(reverse("plan-new"), told)
    assert answer.status_code == 422 and not Plan.objects.exists()
    assert f'href="#id_{said}' in answer.text


def test_no_date_and_the_same_date_twice(web):
    row = {"day": SOON.isoformat(), "start": "18:00", "stage": "idea"}
    assert "Sama aika on kahdesti" in web.post(reverse("plan-new"), answers(row, row)).text
    empty = web.post(reverse("plan-new"), answers({"day": "", "stage": "idea"}))
    assert empty.status_code == 422


def test_dates_keep_their_keys_when_they_move_and_even_change_places(web, friends):
    made = plan(of=friends)
    first = made.times.get()
    second = PlanTime.objects.create(
        plan=made, start=first.start + timedelta(days=1), end=first.end + timedelta(days=1)
    )
    rows = [
        {
            "time": one.pk,
            "day": local_day(other.start).isoformat(),
            "start": f"{wall_clock(other.start):%H:%M}",
            "end": f"{wall_clock(other.end):%H:%M}",
            "stage": "tentative",
        }
        for one, other in ((first, second), (second, first))
    ]
    before = {first.pk: second.start, second.pk: first.start}
    web.post(reverse("edit-plan", args=[made.pk]), answers(*rows))
    assert dict(made.times.values_list("pk", "start")) == before
    rows[0]["DELETE"] = "on"
    web.post(reverse("edit-plan", args=[made.pk]), answers(*rows))
    assert made.times.get().pk == second.pk


def test_a_date_of_another_plan_is_not_taken(web, friends):
    other = plan("Toinen", of=friends).times.get()
    row = {"time": other.pk, "day": SOON.isoformat(), "start": "18:00", "stage": "idea"}
    web.post(reverse("plan-new"), answers(row))
    other.refresh_from_db()
    assert other.plan.name == "Toinen"


def test_only_networks_of_her_own_can_be_told(web, friends, kalles, aino):
    theirs = Network.objects.create(name="Muiden verkosto")
    ours = Network.objects.create(name="Ikäihmisten Ylä-Savo")
    NetworkMember.objects.create(network=ours, organization=friends, status="member")
    assert "Muiden verkosto" not in web.get(reverse("plan-new")).text
    refused = web.post(reverse("plan-new"), answers(audience="networks", networks=[theirs.pk]))
    assert refused.status_code == 422
    web.post(reverse("plan-new"), answers(audience="networks", networks=[ours.pk]))
    assert list(Plan.objects.get().networks.all()) == [ours]


def test_nobody_plans_for_another(web, kalles, aino, kalle, friends, doris):
    told = PlanTold("Oma", ())
    for who in (aino, doris):
        with pytest.raises(PermissionDenied):
            commands.tell(told, organization=kalles, by=who)
    made = plan(of=friends)
    web.force_login(kalle)
    assert web.get(reverse("edit-plan", args=[made.pk])).status_code == 403
    assert web.post(reverse("drop-plan", args=[made.pk])).status_code == 403


def test_a_day_of_the_calendar_begins_a_plan(web):
    answer = web.get(reverse("plan-new") + f"?pvm={SOON.isoformat()}")
    assert f'value="{SOON.isoformat()}"' in answer.text
    assert web.get(reverse("plan-new") + "?pvm=eilen").status_code == 200


def test_who_works_for_nobody_is_led_to_find_her_organisation(client, kalle):
    client.force_login(kalle)
    assert reverse("register-organization") in client.get(reverse("plan-new")).text
    assert client.post(reverse("plan-new"), answers()).status_code == 200
    assert not Plan.objects.exists()


def test_a_date_is_made_surer_and_publishes_nothing(web, friends):
    made = plan(of=friends)
    time = made.times.get()
    answer = web.post(
        reverse("plan-stage", args=[made.pk, time.pk]), {"stage": "confirmed"}, follow=True
    )
    assert "Vahvistettu" in answer.text and "ei julkaise mitään" in answer.text
    time.refresh_from_db()
    assert time.stage == "confirmed" and made.activity is None
    web.post(reverse("plan-stage", args=[made.pk, time.pk]), {"stage": "done"})
    time.refresh_from_db()
    assert time.stage == "confirmed"


def test_a_plan_is_dropped_and_taken_up_again(web, friends):
    made = plan(of=friends)
    answer = web.post(reverse("drop-plan", args=[made.pk]), follow=True)
    assert reverse("take-up-plan", args=[made.pk]) in answer.text
    made.refresh_from_db()
    assert made.dropped_at and made.dropped_at <= timezone.now()
    web.post(reverse("take-up-plan", args=[made.pk]))
    made.refresh_from_db()
    assert made.dropped_at is None


def test_who_changes_a_plan_sees_at_once_what_its_date_falls_on(web, friends, kalles):
    other = plan("Marttojen lauluilta", of=kalles, terms=("older-people",))
    start = other.times.get().start
    mine = plan(of=friends, at=start, terms=("older-people",), municipality="297")
    assert "Marttojen lauluilta" in web.get(reverse("edit-plan", args=[mine.pk])).text
    commands.drop(other, by=kalles.memberships.get().user)
    assert "Marttojen lauluilta" not in web.get(reverse("edit-plan", args=[mine.pk])).text


def test_what_two_change_at_once_is_compared_and_nothing_is_lost(web, friends, aino):
    mine = plan(of=friends, text="Haitarimusiikkia")
    address = reverse("edit-plan", args=[mine.pk])
    base = web.get(address).context["base"].isoformat()
    commands.set_stage(mine.times.get(), "confirmed", by=aino)
    Plan.objects.filter(pk=mine.pk).update(text="Kitaramusiikkia")
    late = web.post(address, answers(base=base, text="Viulumusiikkia", name="Omat tanssit"))
    assert late.status_code == 409
    assert "Kitaramusiikkia" in late.text and "Vahvistettu" in late.text
    assert "Viulumusiikkia" in late.text and "Omat tanssit" in late.text
    mine.refresh_from_db()
    assert mine.text == "Kitaramusiikkia"
    sure = answers(base=late.context["base"].isoformat(), text="Viulumusiikkia")
    assert web.post(address, sure).status_code == 302
    mine.refresh_from_db()
    assert mine.text == "Viulumusiikkia"
