"""What is public near about the same time is found; what cannot clash is not even read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from seurantalo.accounts.tests.factories import national_admin
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import organization
from seurantalo.planning import appeals, candidates
from seurantalo.planning.collisions import MARGIN, Occasion, occasion
from seurantalo.planning.models import Appeal
from seurantalo.planning.narrowing import Span
from seurantalo.publishing import commands as publishing
from seurantalo.records.content import PlaceContent
from seurantalo.records.schemas import ScheduleRecord

pytestmark = pytest.mark.django_db

EVENING = helsinki(
    (datetime.now() + timedelta(days=40)).replace(hour=18, minute=0, second=0, microsecond=0)
)
HALL = PlaceContent(name=Text(fi="Talo"), municipality="740", latitude=61.868, longitude=28.886)


def once(start: datetime = EVENING, hours: float = 2, rrule: str = "") -> ScheduleRecord:
    return ScheduleRecord(dtstart=start, duration=timedelta(hours=hours), rrule=rrule)


@pytest.fixture
def others() -> Organization:
    return organization("Savonlinnan eläkeläiset ry")


def held(of: Organization, name: str = "Tanssit", **told: Any) -> Any:
    told.setdefault("channels", (at(HALL, once()),))
    told.setdefault("target_groups", ("older-people",))
    return activity(name, of=of, kind="event", **told)


def asked(**told: Any) -> Occasion:
    start = told.pop("start", EVENING)
    base = {"latitude": 61.87, "longitude": 28.9, "target_groups": ["older-people"]}
    return occasion(**{"start": start, "end": start + timedelta(hours=2), **base, **told})


def found(of: Occasion, **how: Any) -> list[str]:
    spans = [Span(of.start, of.end)]
    return [each.key for each in candidates.public(of, spans, margin=MARGIN, **how)]


def test_the_same_evening_near_for_the_same_people(others: Organization) -> None:
    dance = held(others, themes=("dance",))
    key = f"activity:{dance.pk}"
    assert found(asked()) == [key]
    assert found(asked(target_groups=[], themes=["dance"])) == [key]
    assert found(asked(target_groups=[])) == []  # everybody, about nothing in particular: 0.34
    assert found(asked(target_groups=["children"])) == []
    assert found(asked(latitude=60.17, longitude=24.94)) == []
    assert found(asked(start=EVENING + timedelta(days=1))) == []
    assert found(asked(), leave_out=dance.pk) == []
    row = Appeal.objects.get(pk=dance.pk)
    assert row.themes == ["dance", "sport"]
    assert row.municipality and row.municipality.code == "740"


def test_what_lasts_for_days_is_found_on_its_third(others: Organization) -> None:
    festival = held(others, channels=(at(HALL, once(EVENING - timedelta(days=2), 24 * 4)),))
    assert Appeal.objects.get(pk=festival.pk).longest == 4
    assert found(asked()) == [f"activity:{festival.pk}"]
    assert found(asked(start=EVENING + timedelta(days=4))) == []


def test_a_weekly_club_weighs_little_and_two_clubs_nothing(others: Organization) -> None:
    weekly = (at(HALL, once(rrule="FREQ=WEEKLY;COUNT=10")),)
    club = held(others, channels=weekly, themes=("dance",))
    assert Appeal.objects.get(pk=club.pk).weekly
    assert found(asked(themes=["dance"])) == [f"activity:{club.pk}"]
    assert found(asked(themes=["heart"])) == []
    assert found(asked(themes=["dance"], weekly=True)) == []


def test_what_is_cancelled_or_withdrawn_is_no_more(others: Organization) -> None:
    dance = held(others)
    dance.occurrences.update(status="cancelled")
    assert found(asked()) == []
    dance.occurrences.update(status="scheduled")
    publishing.withdraw(dance, by=national_admin("Helmi"))
    assert not Appeal.objects.exists()
    assert found(asked()) == []


def test_online_meets_online(others: Organization) -> None:
    channel = at(HALL, once()).model_copy(update={"kind": "online", "place": None})
    lecture = held(others, channels=(channel,))
    assert found(asked()) == []
    assert found(asked(online=True, latitude=None, longitude=None)) == [f"activity:{lecture.pk}"]


def test_several_dates_are_one_question(
    others: Organization, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        held(others, f"Tanssit {number}")
    one = asked()
    spans = [Span(one.start + timedelta(days=d), one.end + timedelta(days=d)) for d in range(9)]
    with django_assert_max_num_queries(3):
        assert len(candidates.public(one, spans, margin=MARGIN)) == 4


def test_rebuilt_by_command_it_is_the_same(others: Organization) -> None:
    held(others, themes=("dance",), minimum_age=60)
    before = Appeal.objects.values()[0]
    Appeal.objects.all().delete()
    assert appeals.rebuild() == 1
    assert Appeal.objects.values()[0] == before
