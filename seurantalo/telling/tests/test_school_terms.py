"""A term club by one tick: no school holidays, no public holidays; and the sentence stays short."""

from datetime import date

import pytest

from seurantalo.activities import queries
from seurantalo.activities.models import Activity
from seurantalo.common.time import local_day
from seurantalo.telling import answers
from seurantalo.telling.parts import first_channel
from seurantalo.telling.tests.answering import answer, tell

pytestmark = pytest.mark.django_db
TICKS = {"times": "tiistaisin klo 18–19.30, 1.12.2026–31.5.2027", "no_school": "on"}


def schedules(report):
    content = answers.to_content(report.answers, lang="fi", today=date(2026, 11, 22))
    return first_channel(content).schedules


def test_one_tick_leaves_out_the_school_holidays_of_the_place(client):
    report = tell(client, until="kuka", milloin=TICKS)
    (schedule,) = schedules(report)
    assert [day.isocalendar().week for day in schedule.exdates] == [52, 53, 1, 10]


def test_in_another_town_they_are_other_weeks(client):
    report = tell(
        client, until="kuka", milloin=TICKS, missa={"address": "Mannerheimintie 1, Helsinki"}
    )
    (schedule,) = schedules(report)
    assert schedule.exdates[-1].isocalendar().week == 8


def test_the_screen_shows_the_next_times_as_they_will_be(client):
    report = tell(client, until="kuka", milloin=TICKS)
    page = answer(client, report, "milloin", **TICKS, build="1")
    html = client.get(page.url).content.decode()
    assert "ei 22.12." in html and "ti 15.12." in html


def test_told_and_read_again_it_is_the_same_and_the_sentence_is_as_typed():
    told = {"title": "Kerho", "way": "place", "address": "Nilsiä", "kind": "hobby"}
    today = date(2026, 11, 22)
    first = answers.to_content({**told, **TICKS}, today=today)
    again = answers.from_content(first)
    assert (again["no_school"], again["no_holidays"]) == ("on", "")
    assert again["times"] == "tiistaisin klo 18–19.30, 1.12.–31.5."
    assert answers.to_content(again, base=first, today=today) == first
    bare = answers.to_content({**again, "no_school": ""}, base=first, today=today)
    assert first_channel(bare).schedules[0].exdates == ()
    moved = answers.to_content({**again, "address": "Helsinki"}, base=first, today=today)
    assert first_channel(moved).schedules[0].exdates[-1] == date(2027, 2, 23)


def test_what_one_left_out_oneself_stays_when_the_tick_goes():
    today = date(2026, 11, 22)
    told = {"title": "Kerho", "way": "place", "address": "Nilsiä", "kind": "hobby", **TICKS}
    told["times"] += ", ei 2.2."
    first = answers.to_content(told, today=today)
    bare = answers.to_content(
        {**answers.from_content(first), "no_school": ""}, base=first, today=today
    )
    assert first_channel(bare).schedules[0].exdates == (date(2027, 2, 2),)


def test_what_is_over_stays_when_the_times_are_told_anew(client, admin):
    from datetime import timedelta

    from seurantalo.activities.tests.factories import NILSIA, TUESDAYS, activity, at

    old = TUESDAYS.model_copy(update={"until": local_day(TUESDAYS.dtstart) + timedelta(days=30)})
    new = TUESDAYS.model_copy(update={"rrule": "FREQ=WEEKLY;BYDAY=WE"})
    club = activity(channels=(at(NILSIA, old, new),))
    content = queries.content(Activity.objects.get(pk=club.pk))
    told = answers.from_content(content)
    assert told["times"] == "keskiviikkoisin klo 18–19.30"
    today = date(2026, 11, 22)
    changed = answers.to_content({**told, "times": "torstaisin klo 17"}, base=content, today=today)
    first, second = first_channel(changed).schedules
    assert first == old and second.rrule == "FREQ=WEEKLY;BYDAY=TH"
