"""On the calendar every coming plan of one's own says with how much it collides, in few questions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import cycle

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seurantalo.accounts.tests.factories import national_admin
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.time import helsinki, now
from seurantalo.organizations.tests.factories import organization
from seurantalo.planning import advising, marks, verdicts
from seurantalo.planning.calendar_query import CalendarQuery
from seurantalo.planning.happenings import Where, plans_of
from seurantalo.planning.tests.factories import plan
from seurantalo.publishing.commands import withdraw
from seurantalo.records.content import PlaceContent
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.ui import periods

pytestmark = pytest.mark.django_db

MONTH = (now().date().replace(day=1) + timedelta(days=62)).replace(day=1)
FIRST = MONTH + timedelta(days=(1 - MONTH.weekday()) % 7)  # a Tuesday
OLDER = ("older-people",)
KUOPIO, IISALMI = "297", "140"
# By and by further from the middle of Nilsiä, and a town of its own.
PLACES = ((63.20, 28.08), (63.24, 28.16), (63.14, 28.20), (63.02, 27.80), (63.56, 27.19))


def evening(day: date) -> datetime:
    return helsinki(datetime.combine(day, time(18)))


def happening(name: str, *starts: datetime, point: tuple[float, float] = PLACES[0], **told):
    place = PlaceContent(municipality=KUOPIO, latitude=point[0], longitude=point[1])
    times = [ScheduleRecord(dtstart=each, duration=timedelta(hours=2)) for each in starts]
    return activity(name, kind="event", channels=(at(place, *times),), **told)


def here(number: int = 0) -> dict[str, float]:
    return dict(zip(("latitude", "longitude"), PLACES[number], strict=True))


def marked(user):
    """What the calendar of the month marks, by name and start."""
    stretch = periods.stretch("kuukausi", FIRST)
    plans = plans_of(CalendarQuery(), Where(), stretch, user)
    names = {each.id: each.title for each in plans}
    found = marks.marks_of(plans, stretch, by=user)
    return {(names[pk], start): many for (pk, start), many in found.items()}, plans


def test_every_plan_says_it_however_many_there_are(client, aino, friends):
    days = [FIRST + timedelta(days=n) for n in range(20)]
    happening("Tanssit", *(evening(day) for day in days), target_groups=OLDER)
    for day in days:
        plan(f"Ilta {day}", of=friends, at=evening(day), terms=OLDER, **here())
    client.force_login(aino)
    page = client.get(f"/suunnittelu?nakyma=luettelo&pvm={FIRST}").content
    main = BeautifulSoup(page, "html5lib").select_one("main").get_text(" ")
    assert " ".join(main.split()).count("1 törmäys") == len(days)


@pytest.mark.parametrize("view", ["kuukausi", "viikko", "luettelo", "kaistat"])
def test_it_is_said_in_every_view(client, aino, friends, view):
    happening("Tanssit", evening(FIRST), target_groups=OLDER)
    plan("Oma ilta", of=friends, at=evening(FIRST), terms=OLDER, **here())
    client.force_login(aino)
    page = client.get(f"/suunnittelu?nakyma={view}&pvm={FIRST}").content.decode()
    assert "1 törmäys" in " ".join(BeautifulSoup(page, "html5lib").get_text(" ").split())


def test_a_mark_is_as_much_as_the_page_of_the_plan_says(aino, friends, kalles):
    """Near and far, for the same and for others, big and small: the umbrella leaves nothing out."""
    groups = cycle([OLDER, ("children",), ("adults",), ("older-people", "families"), ()])
    for number in range(10):
        told = {"target_groups": next(groups), "themes": (("dance", "music")[number % 2],)}
        starts = [evening(FIRST) + timedelta(hours=number % 4 - 2), evening(FIRST + timedelta(3))]
        happening(f"Tapahtuma {number}", *starts, point=PLACES[number % 5], **told)
    for number in range(15):
        plan(
            f"Ilta {number}",
            of=friends,
            at=evening(FIRST + timedelta(days=number % 2 * 3)),
            terms=next(groups) + (("dance",) if number % 3 else ()),
            expected=(None, 20, 300)[number % 3],
            municipality=IISALMI if number % 5 == 4 else KUOPIO,
            **(here(number % 5) if number % 4 else {}),
        )
    plan("Vihje", of=kalles, at=evening(FIRST), terms=OLDER, shown="hint", hint="Jotain")
    found, plans = marked(aino)
    said = {
        (each.title, advice.start): len(advice.clashes)
        for each in plans
        if each.hers
        for advice in advising.for_plan(each, by=aino)
        if advice.clashes
    }
    assert found == said
    assert len(set(said.values())) > 2


def test_what_is_no_clash_or_public_no_more_is_not_counted(aino, friends):
    dance = happening("Tanssit", evening(FIRST), target_groups=OLDER)
    others = organization("Kuopion eläkeläiset ry")
    bingo = happening("Bingo", evening(FIRST), target_groups=OLDER, of=others)
    mine = plan("Oma ilta", of=friends, at=evening(FIRST), terms=OLDER, **here())
    key = ("Oma ilta", evening(FIRST))
    assert marked(aino)[0] == {key: 2}
    verdicts.remember(mine, by=aino, dismissed=[f"activity:{dance.pk}"])
    assert marked(aino)[0] == {key: 1}
    withdraw(bingo.organization, by=national_admin("Helmi"))
    assert not marked(aino)[0]


def test_only_hers_that_are_still_to_come_are_marked(aino, friends, kalles):
    happening("Tanssit", evening(FIRST), target_groups=OLDER)
    plan("Muiden ilta", of=kalles, at=evening(FIRST), terms=OLDER, **here())
    past = plan("Ollut ilta", of=friends, at=now() - timedelta(days=1), terms=OLDER, **here())
    stretch = periods.stretch("kuukausi", now().date())
    assert past.pk and not marked(aino)[0]
    assert not marks.marks_of(plans_of(CalendarQuery(), Where(), stretch, aino), stretch, by=aino)


def test_thirty_plans_ask_no_more_than_three(aino, friends):
    """In the same places: their dates are read together."""
    days = [FIRST + timedelta(days=n) for n in range(20)]
    happening("Tanssit", *(evening(day) for day in days), target_groups=OLDER)

    def tell(numbers) -> int:
        for number in numbers:
            terms = (OLDER, ("children",), ())[number % 3]
            at_ = evening(days[number % 20])
            plan(f"Ilta {number}", of=friends, at=at_, terms=terms, **here(number % 3))
        _found, plans = marked(aino)
        assert len(plans) == numbers.stop
        with CaptureQueriesContext(connection) as asked:
            marks.marks_of(plans, periods.stretch("kuukausi", FIRST), by=aino)
        return len(asked)

    three = tell(range(3))
    assert tell(range(3, 30)) == three <= 18
