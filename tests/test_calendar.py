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


def test_a_month_a_week_a_day_and_a_list_show_the_same_event(client):
    happening("Kevätkonsertti", once(NOON))
    for view in ("kuukausi", "viikko", "paiva", "luettelo"):
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
    everything = page(client, soup.select_one("a.chip-remove")["href"])
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
@pytest.mark.parametrize("view", ["kuukausi", "viikko", "paiva", "luettelo", "vuosi"])
def test_a_day_that_nobody_plans_is_today(client, view, day):
    page(client, f"/kalenteri?nakyma={view}&pvm={day}")
    page(client, f"/haku?nakyma=kalenteri&kuu={day[:7]}")


def test_the_parts_of_a_day_are_columns_of_a_week(client):
    happening("Aamukahvit", once(NOON - timedelta(hours=3)))
    happening("Iltakuoro", once(NOON + timedelta(hours=6)))
    soup = page(client, f"/kalenteri?nakyma=viikko&pvm={DAY}")
    assert [th.get_text() for th in soup.select("table.week thead th")] == [
        "Päivä", "Koko päivä", "Aamu", "Iltapäivä", "Ilta",
    ]  # fmt: skip
    cells = soup.select(f"tr:has(#pv-{DAY}) td")
    assert "Aamukahvit" in cells[1].get_text() and "Iltakuoro" in cells[3].get_text()
    assert len(soup.select("table.week tbody tr")) == 7


def test_a_day_is_told_hour_by_hour(client):
    happening("Aamukahvit", once(NOON - timedelta(hours=3)))
    happening("Kello yhdeksän kuoro", once(NOON - timedelta(hours=2, minutes=30)))
    happening("Markkinat", ScheduleRecord(dtstart=NOON, duration=timedelta(days=1), whole_day=True))
    soup = page(client, f"/kalenteri?nakyma=paiva&pvm={DAY}")
    hours = {each.h3.get_text(): each.get_text() for each in soup.select(".agenda-day")}
    assert list(hours) == ["Koko päivä", "klo 9"]
    assert "Aamukahvit" in hours["klo 9"] and "Kello yhdeksän kuoro" in hours["klo 9"]


def test_neighbours_are_named(client):
    soup = page(client, "/kalenteri?nakyma=kuukausi&pvm=2027-03-10")
    assert soup.select_one("a[rel=next]").get_text(" ", strip=True) == "Seuraava: huhtikuu"
    week = page(client, "/kalenteri?nakyma=viikko&pvm=2027-03-10")
    assert week.select_one("a[rel=prev]").get_text(" ", strip=True) == "Edellinen: viikko 9"


SAVONLINNA = PlaceContent(municipality="740")


def test_who_does_what_for_the_elderly_in_a_town_in_a_month_is_two_clicks(client):
    """From the calendar's own page: the town, then the number of the month."""
    month_ahead = (now().date().replace(day=1) + timedelta(days=35)).replace(day=1)
    then = helsinki(datetime.combine(month_ahead.replace(day=10), time(14)))
    soon = now().replace(hour=23, minute=0, second=0, microsecond=0)
    told = {"kind": "event", "target_groups": ("older-people",)}
    activity("Muistikahvila", channels=(at(SAVONLINNA, once(then), once(soon)),), **told)
    activity("Nuorten ilta", kind="event", target_groups=("young-people",),
             channels=(at(SAVONLINNA, once(then)),))  # fmt: skip
    soup = page(client, "/kalenteri")
    (town,) = [a for a in soup.select(".town-list a") if a.get_text() == "Savonlinna"]
    soup = page(client, town["href"])
    headings = [th.get_text() for th in soup.select(".months thead th")]
    (row,) = [tr for tr in soup.select(".months tbody tr") if "Ikäihmiset" in tr.th.get_text()]
    cell = row.select("td")[1]  # the month after this one
    assert len(headings) == 13 and cell.a
    listed_there = page(client, cell.a["href"])
    text = listed_there.select_one("main").get_text(" ")
    assert "Muistikahvila" in text and "Nuorten ilta" not in text
    assert "Nilsiän ystävät ry" in text, "who does it is told"


def test_the_form_keeps_what_it_has_no_field_for(client):
    soup = page(client, "/kalenteri?kunta=297&kunta=140&hinta=free&nakyma=viikko&pvm=2027-03-10")
    form = soup.select_one("form.calendar-form")
    kept = [(each["name"], each["value"]) for each in form.select("input[type=hidden]")]
    assert kept == [
        ("kunta", "140"), ("hinta", "free"), ("nakyma", "viikko"), ("pvm", "2027-03-10"),
    ]  # fmt: skip
    assert form.select_one("select[name=kunta] option[selected]")["value"] == "297"


def test_paper_has_all_of_a_full_day(client):
    for n in range(6):
        happening(f"Kerho {n}", once(NOON + timedelta(hours=n)))
    square = page(client, f"/kalenteri?pvm={DAY}").select_one(f"#pv-{DAY}")
    assert len(square.select("li:not(.on-paper):not(.no-print)")) == 3
    assert len(square.select("li.on-paper")) == 3 and "3 muuta" in square.get_text()


def test_a_calendar_too_full_says_what_it_leaves_out(client, monkeypatch):
    monkeypatch.setattr("seurantalo.search.calendars.MOST", 2)
    for n in range(3):
        happening(f"Kerho {n}", once(NOON))
    text = page(client, f"/kalenteri?pvm={DAY}").select_one(".note").get_text()
    assert "kunta" in text


@pytest.mark.parametrize("query", ["", "&kunta=297", "&kunta=297&kohderyhma=older-people"])
def test_few_questions_however_much_happens(client, django_assert_max_num_queries, query):
    for n in range(12):
        happening(f"Kerho {n}", once(NOON + timedelta(hours=n / 2)))
    client.get("/kalenteri")
    for view in ("kuukausi", "viikko", "paiva", "luettelo"):
        with django_assert_max_num_queries(4):
            page(client, f"/kalenteri?nakyma={view}&pvm={DAY}{query}")


def test_what_was_yesterday_is_still_in_the_calendar(client):
    yesterday = (now() - timedelta(days=1)).date()
    happening("Eilinen", once(helsinki(datetime.combine(yesterday, time(12)))))
    for view in ("paiva", "viikko", "kuukausi"):
        soup = page(client, f"/kalenteri?nakyma={view}&pvm={yesterday}")
        assert any("Eilinen" in each for each in listed(soup)), view


def test_a_list_and_a_week_lead_to_the_rest_of_a_full_day(client):
    for n in range(11):
        happening(f"Kerho {n}", once(NOON + timedelta(hours=6)))
    day = page(client, f"/kalenteri?nakyma=luettelo&pvm={DAY}").select_one(".agenda-day")
    assert len(day.select("li:not(.on-paper):not(.no-print)")) == 8
    assert len(day.select("li.on-paper")) == 3 and "3 muuta" in day.get_text()
    assert len(page(client, day.select_one(".more")["href"]).select(".agenda-day li")) == 11
    week = page(client, f"/kalenteri?nakyma=viikko&pvm={DAY}")
    assert len(week.select("li:not(.on-paper) .entry-name")) == 3
    assert week.select_one(".more").get_text().startswith("8 muuta")
    assert len(week.select("li.on-paper .entry-name")) == 8


def daily(start: datetime) -> ScheduleRecord:
    return ScheduleRecord(
        dtstart=start - timedelta(days=28), duration=timedelta(hours=8), rrule="FREQ=DAILY"
    )


def test_a_concert_comes_before_a_weekly_club_and_what_is_open_every_day(client):
    """In every view: the evening's concert is not lost behind the shops of the morning."""
    for n in range(3):
        happening(f"Kirpputori {n}", daily(NOON - timedelta(hours=3)))
    weekly = once(NOON - timedelta(days=28)).model_copy(update={"rrule": "FREQ=WEEKLY"})
    happening("Jumppa", weekly)
    happening("Kevätkonsertti", once(NOON + timedelta(hours=1)))
    square = page(client, f"/kalenteri?pvm={DAY}").select_one(f"#pv-{DAY}")
    told = [each.get_text() for each in square.select("li:not(.on-paper):not(.no-print)")]
    assert ["Kevätkonsertti" in told[0], "Jumppa" in told[1], len(told)] == [True, True, 2]
    assert square.select_one(".more").get_text().startswith("3 jokapäiväistä")
    assert len(square.select("li.on-paper")) == 3, "paper has them all"
    day = page(client, f"/kalenteri?nakyma=luettelo&pvm={DAY}").select_one(".agenda-day")
    assert [name.get_text() for name in day.select(".entry-name")][:2] == [
        "Kevätkonsertti", "Jumppa",
    ]  # fmt: skip
    week = page(client, f"/kalenteri?nakyma=viikko&pvm={DAY}")
    names = [each.get_text() for each in week.select(f"tr:has(#pv-{DAY}) .entry-name")]
    assert names[3:] == ["Kevätkonsertti", "Jumppa"], "the morning has the flea markets alone"
    results = page(client, f"/haku?nakyma=kalenteri&kuu={DAY:%Y-%m}").select_one(f"#pv-{DAY}")
    assert "Kevätkonsertti" in results.select_one("li").get_text()


def test_a_list_of_a_busy_month_goes_on_page_by_page(client):
    for n in range(5):
        weekly = once(NOON + timedelta(hours=n)).model_copy(update={"rrule": "FREQ=WEEKLY"})
        for day in range(3):
            happening(f"Kerho {n}", weekly.model_copy(
                update={"dtstart": weekly.dtstart + timedelta(days=day)}
            ))  # fmt: skip
    seen: list[str] = []
    address = f"/kalenteri?nakyma=luettelo&pvm={DAY}&kunta=297"
    for _page in range(2):
        soup = page(client, address)
        days = soup.select(".agenda-day:not(.on-paper) h3")
        assert 1 < len(days) < 10 and soup.select(".agenda-day.on-paper"), "paper has all"
        seen += [day["id"] for day in days]
        address = soup.select_one(".agenda-onward a")["href"]
        assert "kunta=297" in address
    assert len(seen) == len(set(seen)) and seen == sorted(seen), "no day twice"
    jump = soup.select(".agenda-weeks a")
    assert jump and all("nakyma=luettelo" in each["href"] for each in jump)
