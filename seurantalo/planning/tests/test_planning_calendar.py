"""Organisers see on one calendar what is public and what others are only planning."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki, now
from seurantalo.organizations.tests.factories import NILSIA
from seurantalo.places.models import Area
from seurantalo.planning.models import BigDay
from seurantalo.planning.tests.factories import plan
from seurantalo.records.content import PlaceContent
from seurantalo.records.schemas import ScheduleRecord

pytestmark = pytest.mark.django_db

VIEWS = ("kuukausi", "viikko", "paiva", "luettelo", "kaistat")
MONTH = (now().date().replace(day=1) + timedelta(days=62)).replace(day=1)
DAY = MONTH + timedelta(days=(1 - MONTH.weekday()) % 7 + 7)  # a Tuesday
EVENING = helsinki(datetime.combine(DAY, time(18)))
IISALMI = PlaceContent(municipality="140")


def happening(name: str, *starts: datetime, place: PlaceContent = NILSIA, **told):
    times = [ScheduleRecord(dtstart=each, duration=timedelta(hours=2)) for each in starts]
    return activity(name, kind="event", channels=(at(place, *times),), **told)


def page(client, view: str = "kuukausi", query: str = "", day: date = DAY) -> BeautifulSoup:
    answer = client.get(f"/suunnittelu?nakyma={view}&pvm={day}{query}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html5lib")


def said(soup: BeautifulSoup) -> str:
    return " ".join(soup.select_one("main").get_text(" ").split())


@pytest.mark.parametrize("view", VIEWS)
def test_her_own_plan_and_what_others_plan_stand_beside_what_is_public(
    client, aino, friends, kalles, view
):
    happening("Kevätkonsertti", EVENING)
    plan("Oma ilta", of=friends, at=EVENING, stage="confirmed")
    plan("Tanssit", of=kalles, at=EVENING, stage="tentative")
    plan("Salaista", of=kalles, at=EVENING, shown="hint", hint="jotain ikäihmisille")
    client.force_login(aino)
    text = said(page(client, view))
    for words in ("Oma ilta", "Tanssit", "jotain ikäihmisille", "Alustava", "Vahvistettu", "Idea"):
        assert words in text, (view, words)
    assert "Salaista" not in text
    if view != "kaistat":
        assert "Kevätkonsertti" in text and "oma" in text


@pytest.mark.parametrize("view", VIEWS)
def test_who_is_no_organiser_sees_what_is_public_alone(client, kalle, friends, view):
    happening("Kevätkonsertti", EVENING)
    plan("Oma ilta", of=friends, at=EVENING)
    client.force_login(kalle)
    text = said(page(client, view, "&kunta=297"))
    assert "Oma ilta" not in text and "niille, jotka toimivat järjestössä" in text
    client.logout()
    assert client.get(f"/suunnittelu?nakyma={view}").status_code == 302


def test_the_filters_of_what_is_public(client, aino, friends):
    happening("Mummokerho", EVENING, target_groups=("older-people",), themes=("loneliness",))
    happening("Nuorten ilta", EVENING, target_groups=("young-people",))
    happening("Iisalmen tanssit", EVENING, place=IISALMI)
    client.force_login(aino)
    everything = said(page(client, "paiva"))
    assert all(each in everything for each in ("Mummokerho", "Nuorten ilta", "Iisalmen tanssit"))
    for query, found in {
        "&kohderyhma=older-people": {"Mummokerho"},
        "&kunta=140": {"Iisalmen tanssit"},
        "&teema=loneliness": {"Mummokerho"},
        "&q=NUORTEN": {"Nuorten ilta"},
        "&laji=hobby": set(),
        "&vaihe=idea": set(),
    }.items():
        text = said(page(client, "paiva", query))
        names = {"Mummokerho", "Nuorten ilta", "Iisalmen tanssit"}
        assert {name for name in names if name in text} == found, query


def test_the_filters_of_plans(client, aino, friends, kalles):
    plan("Lukupiiri", of=kalles, at=EVENING, terms=("older-people",), seeks_partner=True)
    plan("Konsertti", of=kalles, at=EVENING, stage="confirmed", municipality="140")
    plan("Muuta", of=kalles, at=EVENING, shown="hint", hint="Vihje", terms=("older-people",))
    client.force_login(aino)
    for query, found in {
        "": {"Lukupiiri", "Konsertti", "Vihje"},
        "&kumppani=1": {"Lukupiiri"},
        "&vaihe=confirmed": {"Konsertti"},
        "&kunta=140": {"Konsertti"},
        "&kohderyhma=older-people": {"Lukupiiri"},  # whom a hint is for, a hint does not tell
        "&q=vihje": {"Vihje"},
        "&verkosto=999": {"Lukupiiri", "Konsertti", "Vihje"},
    }.items():
        text = " ".join(
            each.get_text(" ") for each in page(client, "paiva", query).select(".entries")
        )
        assert {n for n in ("Lukupiiri", "Konsertti", "Vihje") if n in text} == found, query


def test_her_own_plan_elsewhere_is_there_until_she_asks_for_a_place(client, aino, friends, kalles):
    plan("Retki Savonlinnaan", of=friends, at=EVENING, municipality="740")
    plan("Oopperamatka", of=kalles, at=EVENING, municipality="740")
    client.force_login(aino)
    text = said(page(client))
    assert "Retki Savonlinnaan" in text and "Oopperamatka" not in text
    assert "Retki Savonlinnaan" not in said(page(client, query="&kunta=297"))
    assert "Retki Savonlinnaan" not in said(page(client, query="&maakunta=11"))


def test_a_day_leads_to_a_new_plan_on_it(client, aino, friends):
    client.force_login(aino)
    square = page(client, query="&kunta=297").select_one(f"#pv-{DAY}")
    link = square.select_one("a.day-add")
    assert link["href"] == f"{reverse('plan-new')}?pvm={DAY}&kunta=297"
    assert "Uusi suunnitelma" in link.get_text()


def test_holidays_school_breaks_and_big_days_are_said(client, aino, friends):
    savo = Area.objects.get(kind="region", code="11")
    BigDay.objects.create(
        area=savo, name=Text(fi="Kalakukkoviikko"), first=DAY, last=DAY + timedelta(days=2)
    )
    client.force_login(aino)
    assert len(page(client).find_all(string="Kalakukkoviikko")) == 3
    assert "itsenäisyyspäivä" in said(page(client, day=date(2026, 12, 6))).lower()
    assert "talviloma" in said(page(client, day=date(2027, 3, 10)))


def test_towns_beside_each_other(client, aino, friends, kalles):
    happening("Kuoro", EVENING)
    happening("Kerho", EVENING + timedelta(hours=1))
    happening("Iisalmen tanssit", EVENING, place=IISALMI)
    plan("Oma ilta", of=friends, at=EVENING)
    client.force_login(aino)
    rows = {tr.th.get_text(): tr for tr in page(client, "kaistat").select(".lanes tbody tr")}
    assert set(rows) == {"Kuopio", "Iisalmi"}
    tuesday = rows["Kuopio"].select("td")[1]
    assert tuesday.select_one(".lane-count").get_text().startswith("3")
    assert tuesday["class"] == ["heat-3"] and rows["Kuopio"].select("td")[0]["class"] == ["heat-0"]


@pytest.mark.parametrize("view", VIEWS)
def test_few_questions_however_much_is_planned(
    client, aino, friends, kalles, django_assert_max_num_queries, view
):
    client.force_login(aino)
    for n in range(8):
        happening(f"Kerho {n}", EVENING)
        plan(f"Aie {n}", of=kalles if n % 2 else friends, at=EVENING, terms=("children",))
    page(client, view)
    with django_assert_max_num_queries(90) as few:
        page(client, view)
    for n in range(8, 14):
        happening(f"Kerho {n}", EVENING)
        plan(f"Aie {n}", of=kalles, at=EVENING, terms=("children",))
    with django_assert_max_num_queries(len(few)):
        page(client, view)


@pytest.mark.parametrize("query", ["&kunta=xx", "&verkosto=abc", "&maakunta=99", "&q=%27"])
@pytest.mark.parametrize("view", VIEWS)
def test_what_makes_no_sense_asks_for_nothing(client, aino, friends, view, query):
    client.force_login(aino)
    page(client, view, query)
    assert client.get(f"/suunnittelu?nakyma={view}&pvm=9999-12-31{query}").status_code == 200


def test_her_own_plan_says_with_how_much_it_collides(client, aino, friends, kalles):
    told = {"terms": ("older-people",), "expected": 100}
    plan("Oma ilta", of=friends, at=EVENING, **told)
    plan("Tanssit", of=kalles, at=EVENING, stage="confirmed", **told)
    client.force_login(aino)
    for view in ("viikko", "luettelo"):
        assert "1 törmäys" in said(page(client, view)), view
