"""The calendar shows what happens, month by month, week by week and day by day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup

from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.time import helsinki, now
from seurantalo.organizations.tests.factories import NILSIA
from seurantalo.records.content import ChannelContent, OccurrenceChange, PlaceContent
from seurantalo.records.schemas import ScheduleRecord

pytestmark = pytest.mark.django_db

DAY = (now().date().replace(day=1) + timedelta(days=62)).replace(day=15)
NOON = helsinki(datetime.combine(DAY, time(12)))


def once(start: datetime, hours: float = 2) -> ScheduleRecord:
    return ScheduleRecord(dtstart=start, duration=timedelta(hours=hours))


def happening(name: str, *schedules: ScheduleRecord, place: PlaceContent = NILSIA, **told):
    return activity(name, kind="event", channels=(at(place, *schedules, **told),))


def page(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def listed(soup: BeautifulSoup) -> list[str]:
    return [" ".join(a.get_text(" ").split()) for a in soup.select('main a[href*="/toiminta/"]')]


def test_a_month_a_week_and_a_list_show_the_same_event(client):
    happening("Kevätkonsertti", once(NOON))
    for view in ("kuukausi", "viikko", "luettelo"):
        soup = page(client, f"/kalenteri?nakyma={view}&pvm={DAY}")
        assert any("Kevätkonsertti" in each for each in listed(soup)), view
        later = page(client, soup.select_one("a[rel=next]")["href"])
        assert not any("Kevätkonsertti" in each for each in listed(later)), view
        back = page(client, later.select_one("a[rel=prev]")["href"])
        assert any("Kevätkonsertti" in each for each in listed(back)), view


def test_the_calendar_of_a_place_and_its_filters(client):
    happening("Nilsiän tanssit", once(NOON))
    happening("Iisalmen tanssit", once(NOON), place=PlaceContent(municipality="140"))
    soup = page(client, f"/kalenteri?kunta=140&pvm={DAY}")
    assert [each for each in listed(soup) if "tanssit" in each] != []
    assert not any("Nilsiän" in each for each in listed(soup))
    everything = page(client, soup.select_one("a.chip-remove")["href"] + f"?pvm={DAY}")
    assert any("Nilsiän" in each for each in listed(everything))


def test_only_the_times_that_suit_are_shown(client):
    happening(
        "Aamuin illoin", once(NOON - timedelta(hours=3)), once(NOON + timedelta(days=1, hours=7))
    )
    evening = page(client, f"/kalenteri?aika=ilta&nakyma=luettelo&pvm={DAY}")
    assert len([each for each in listed(evening) if "Aamuin" in each]) == 1
    both = page(client, f"/kalenteri?nakyma=luettelo&pvm={DAY}")
    assert len([each for each in listed(both) if "Aamuin" in each]) == 2


def test_a_dance_until_two_is_on_its_own_evening_and_a_camp_on_each_of_its_days(client):
    happening("Tanssit", once(NOON + timedelta(hours=9), hours=5))
    happening(
        "Leiri",
        ScheduleRecord(
            dtstart=NOON - timedelta(hours=12), duration=timedelta(days=3), whole_day=True
        ),
    )
    rows = listed(page(client, f"/kalenteri?nakyma=luettelo&pvm={DAY}"))
    assert len([each for each in rows if "Tanssit" in each]) == 1
    assert len([each for each in rows if "Leiri" in each]) == 3


def test_a_cancelled_time_is_shown_as_cancelled(client):
    told = OccurrenceChange(original_start=NOON)
    happening("Kuoroharjoitus", once(NOON), once(NOON + timedelta(days=1)), changes=(told,))
    soup = page(client, f"/kalenteri?nakyma=luettelo&pvm={DAY}")
    assert "Peruttu" in soup.select_one("main").get_text()


def test_what_has_no_times_stands_in_no_calendar(client):
    activity("Auttava puhelin", channels=(ChannelContent(kind="phone", phone="0800 1"),))
    assert listed(page(client, "/kalenteri")) == []


@pytest.mark.parametrize("day", ["", "eilen", "0001-01-01", "9999-12-31", "2026-02-30", "2026-W01"])
@pytest.mark.parametrize("view", ["kuukausi", "viikko", "luettelo", "vuosi"])
def test_a_day_that_nobody_plans_is_today(client, view, day):
    page(client, f"/kalenteri?nakyma={view}&pvm={day}")
    page(client, f"/haku?nakyma=kalenteri&kuu={day[:7]}")
