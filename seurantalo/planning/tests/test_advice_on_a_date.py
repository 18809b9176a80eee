"""Advice while a date is chosen: what clashes and why, a free time, and what was said of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from seurantalo.accounts.tests.factories import national_admin
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki, wall_clock
from seurantalo.organizations.commands import add_member
from seurantalo.organizations.tests.factories import organization
from seurantalo.places.days import public_holidays
from seurantalo.places.models import Area
from seurantalo.planning import advising, queries, shapes, verdicts
from seurantalo.planning.models import BigDay, Plan, Verdict
from seurantalo.planning.tests.factories import plan
from seurantalo.records.content import AreaCode, ContactPointContent, PlaceContent
from seurantalo.records.schemas import ScheduleRecord

pytestmark = pytest.mark.django_db

THURSDAY = datetime.now() + timedelta(days=30)
EVENING = helsinki(
    (THURSDAY + timedelta(days=(3 - THURSDAY.weekday()) % 7)).replace(
        hour=18, minute=0, second=0, microsecond=0
    )
)
HALL = PlaceContent(name=Text(fi="Talo"), municipality="740", latitude=61.868, longitude=28.886)


@pytest.fixture
def aino_at_home(aino: Any) -> Any:
    """Aino works for an association of Savonlinna."""
    hers = organization("Savonlinnan tanssijat ry", service_areas=_savonlinna())
    add_member(hers, aino, role="manager", by=national_admin("Helmi"))
    aino.organization = hers
    return aino


@pytest.fixture
def dance() -> Any:
    """The dance of another association on Thursday."""
    evening = ScheduleRecord(dtstart=EVENING, duration=timedelta(hours=2))
    return activity(
        "Eläkeläisten tanssit",
        of=organization("Savonlinnan eläkeläiset ry"),
        kind="event",
        themes=("dance",),
        target_groups=("older-people",),
        channels=(at(HALL, evening),),
        contacts=(ContactPointContent(email="tanssit@example.org"),),
    )


def _savonlinna() -> Any:
    return (AreaCode(kind="municipality", code="740"),)


def typed(**told: Any) -> dict[str, Any]:
    """The form of a plan for the same evening, as typed."""
    return {
        "name": "Seniori-ilta",
        "municipality": "Savonlinna",
        "target_groups": ["older-people"],
        "audience": "region",
        "shown": "all",
        "kind": "event",
        "dates-TOTAL_FORMS": "1",
        "dates-INITIAL_FORMS": "0",
        "dates-0-day": wall_clock(EVENING).date().isoformat(),
        "dates-0-start": "18:00",
        "dates-0-end": "20:00",
        "dates-0-stage": "tentative",
        **told,
    }


def test_the_form_says_what_clashes_why_and_when_it_is_free(
    client: Client, aino_at_home: Any, dance: Any
) -> None:
    client.force_login(aino_at_home)
    page = client.post(reverse("plan-new"), typed(check="yes")).content.decode()
    assert "Eläkeläisten tanssit" in page
    assert "samaan aikaan, sama kohderyhmä" in page
    assert "mailto:tanssit@example.org" in page
    (*_, slot) = re.findall(r'name="slot" value="(0 [0-9-]+)"', page)
    moved = client.post(reverse("plan-new"), typed(slot=slot)).content.decode()
    assert f'value="{slot.split()[1]}"' in moved
    assert "Eläkeläisten tanssit" not in moved
    assert not Plan.objects.exists()
    assert not Verdict.objects.exists()


def test_a_script_gets_the_clashes_first_and_the_free_dates_after_them(
    client: Client, aino_at_home: Any, dance: Any
) -> None:
    """Free dates take the longest, so what clashes does not wait for them."""
    client.force_login(aino_at_home)
    script = {"HX-Request": "true"}
    new = reverse("plan-new")
    first = client.post(new, typed(check="yes"), headers=script).content.decode()
    assert "<h1" not in first
    assert "Eläkeläisten tanssit" in first
    assert '<p id="status" data-hx-swap-oob="innerHTML">Yksi asia voi törmätä</p>' in first
    assert 'name="slot"' not in first
    assert 'name="free"' in first  # a button, also where the script fails
    then = client.post(new, typed(free="yes"), headers=script).content.decode()
    assert "Eläkeläisten tanssit" not in then
    assert 'name="slot"' in then
    without_script = client.post(new, typed(free="yes")).content.decode()
    assert 'name="slot"' in without_script
    assert "Eläkeläisten tanssit" in without_script
    assert not Plan.objects.exists()


def test_the_first_answer_does_not_look_for_free_dates(
    aino_at_home: Any, dance: Any, django_assert_max_num_queries: Any
) -> None:
    mine = plan(
        of=aino_at_home.organization, at=EVENING, terms=("older-people",), municipality="740"
    )
    rows = queries.with_everything(queries.visible_to(aino_at_home).filter(pk=mine.pk))
    seen = shapes.seen(rows.get(), by=aino_at_home)
    with django_assert_max_num_queries(17):
        (first,) = advising.for_plan(seen, by=aino_at_home, free=False)
    assert first.slots is None
    assert advising.later([first])
    with django_assert_max_num_queries(19):
        (whole,) = advising.for_plan(seen, by=aino_at_home)
    assert whole.slots
    assert (whole.clashes, whole.remarks) == (first.clashes, first.remarks)


def test_she_chooses_how_near_in_time_is_looked_at(
    client: Client, aino_at_home: Any, dance: Any
) -> None:
    client.force_login(aino_at_home)

    def clashes(start: str, end: str, margin: str) -> bool:
        hours = {"dates-0-start": start, "dates-0-end": end, "margin": margin, "check": "yes"}
        page = client.post(reverse("plan-new"), typed(**hours)).content.decode()
        return "Eläkeläisten tanssit" in page

    assert clashes("18:30", "19:30", "0")
    assert not clashes("20:30", "22:00", "0")
    assert clashes("20:30", "22:00", "3")
    assert not clashes("14:00", "16:00", "3")
    assert clashes("14:00", "16:00", "24")
    assert clashes("20:30", "22:00", "nonsense")  # then the usual


def test_the_surest_of_the_dates_is_not_hidden_by_the_least_sure(
    aino_at_home: Any, dance: Any
) -> None:
    """All dates are asked about at once; an idea weighs less than what is confirmed."""
    mine = plan(
        of=aino_at_home.organization,
        at=EVENING + timedelta(days=1),
        terms=("older-people",),
        municipality="740",
    )
    mine.times.update(stage="idea")
    mine.times.create(start=EVENING, end=EVENING + timedelta(hours=2), stage="confirmed")
    rows = queries.with_everything(queries.visible_to(aino_at_home).filter(pk=mine.pk))
    asked = advising.about_plan(shapes.seen(rows.get(), by=aino_at_home))
    assert asked.heaviest.weight == max(each.weight for each in asked.dates)
    assert len({each.weight for each in asked.dates}) == 2


def test_it_is_never_in_the_way_and_what_is_no_clash_is_remembered(
    client: Client, aino_at_home: Any, dance: Any
) -> None:
    client.force_login(aino_at_home)
    key = f"activity:{dance.pk}"
    page = client.post(reverse("plan-new"), typed(dismiss=key)).content.decode()
    assert f'name="dismissed" value="{key}"' in page
    back = client.post(reverse("plan-new"), typed(dismissed=[key], undismiss=key))
    assert f'name="dismissed" value="{key}"' not in back.content.decode()
    assert client.post(reverse("plan-new"), typed(dismissed=[key], save="yes")).status_code == 302
    row = Verdict.objects.get()
    assert (row.other, row.said, row.region and row.region.code) == (key, "no_clash", "10")
    kept = Plan.objects.get()
    page = client.get(reverse("plan", args=[kept.pk])).content.decode()
    assert "Mitkä eivät törmää" in page
    client.post(reverse("plan-verdict", args=[kept.pk]), {"clash": key})
    row.refresh_from_db()
    assert row.said == ""


def test_a_date_that_moves_away_is_counted(aino_at_home: Any, dance: Any) -> None:
    mine = plan(
        of=aino_at_home.organization, at=EVENING, terms=("older-people",), municipality="740"
    )
    verdicts.remember(mine, by=aino_at_home)
    assert Verdict.objects.get().said == ""
    time = mine.times.get()
    time.start, time.end = time.start + timedelta(days=1), time.end + timedelta(days=1)
    time.save()
    verdicts.remember(mine, by=aino_at_home)
    assert Verdict.objects.get().said == "moved"
    assert verdicts.overall()[1:] == (1, 0, 1)


def test_of_anothers_hint_only_the_hint_is_told(aino_at_home: Any, kalle: Any) -> None:
    """Whom a hint is for cannot be found out by asking with this group and that."""
    others = organization("Nuorisoseura ry", service_areas=_savonlinna())
    hidden = {"shown": "hint", "hint": "Jotain Nojanmaassa", "place": "Salainen talo"}
    plan(
        "Salaiset kutsut",
        of=others,
        at=EVENING,
        terms=("older-people",),
        municipality="740",
        **hidden,
    )
    answers = []
    for group in ("older-people", "children"):
        mine = plan(
            group, of=aino_at_home.organization, at=EVENING, terms=(group,), municipality="740"
        )
        rows = queries.with_everything(queries.visible_to(aino_at_home).filter(pk=mine.pk))
        (advice,) = advising.for_plan(shapes.seen(rows.get(), by=aino_at_home), by=aino_at_home)
        (told,) = [each for each in advice.clashes if each.title == "Jotain Nojanmaassa"]
        answers.append((told.why, told.score))
        assert "Salai" not in repr(advice)
    assert answers[0] == answers[1]


def test_days_are_remarked_on(client: Client, aino_at_home: Any) -> None:
    savonlinna = Area.objects.get(kind="municipality", code="740")
    day = wall_clock(EVENING).date()
    BigDay.objects.create(area=savonlinna, name=Text(fi="Oopperajuhlat"), first=day, last=day)
    client.force_login(aino_at_home)
    page = client.post(reverse("plan-new"), typed(check="yes")).content.decode()
    assert "Oopperajuhlat" in page
    christmas = {"dates-0-day": f"{day.year + 1}-12-25", "check": "yes"}
    assert ": Joulupäivä" in client.post(reverse("plan-new"), typed(**christmas)).content.decode()


def test_a_big_day_is_no_free_date(aino_at_home: Any, dance: Any) -> None:
    savonlinna = Area.objects.get(kind="municipality", code="740")
    mine = plan(
        of=aino_at_home.organization, at=EVENING, terms=("older-people",), municipality="740"
    )

    def offered() -> list[Any]:
        rows = queries.with_everything(queries.visible_to(aino_at_home).filter(pk=mine.pk))
        (advice,) = advising.for_plan(shapes.seen(rows.get(), by=aino_at_home), by=aino_at_home)
        return [wall_clock(slot.start).date() for slot in advice.slots or ()]

    first = offered()[0]
    BigDay.objects.create(area=savonlinna, name=Text(fi="Oopperajuhlat"), first=first, last=first)
    on_holiday = bool(public_holidays(wall_clock(EVENING).date(), wall_clock(EVENING).date()))
    assert (first in offered()) == on_holiday


def test_many_plans_and_dates_are_no_more_questions(
    aino_at_home: Any, dance: Any, django_assert_max_num_queries: Any
) -> None:
    others = organization("Nuorisoseura ry", service_areas=_savonlinna())
    for number in range(6):
        plan(f"Ilta {number}", of=others, at=EVENING, terms=("older-people",), municipality="740")
    mine = plan(
        of=aino_at_home.organization, at=EVENING, terms=("older-people",), municipality="740"
    )
    rows = queries.with_everything(queries.visible_to(aino_at_home).filter(pk=mine.pk))
    seen = shapes.seen(rows.get(), by=aino_at_home)
    with django_assert_max_num_queries(26):
        (advice,) = advising.for_plan(seen, by=aino_at_home)
    assert len(advice.clashes) == advising.MOST
