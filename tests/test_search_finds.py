"""Whatever way one asks, the same things are found: every filter of a search, in one small country."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import transaction

from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, at
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki, now
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import NILSIA, organization
from seurantalo.records.content import AreaCode, ChannelContent, PlaceContent
from seurantalo.records.schemas import PriceRecord, ScheduleRecord
from seurantalo.search import filters
from seurantalo.search.commands import index_activities
from seurantalo.search.queries import find
from seurantalo.search.query import SearchQuery

pytestmark = pytest.mark.django_db

KUOPIO = PlaceContent(
    name=Text(fi="Kirjasto"),
    street_address=Text(fi="Maaherrankatu 12"),
    postal_code="70100",
    municipality="297",
    latitude=62.8924,
    longitude=27.6770,
)
IISALMI = PlaceContent(
    name=Text(fi="Iisalmen kulttuurikeskus"),
    municipality="140",
    latitude=63.5592,
    longitude=27.1907,
)
HELSINKI = PlaceContent(
    name=Text(fi="Kansalaistalo"), municipality="091", latitude=60.1699, longitude=24.9384
)
# When the searches are made: ahead of the clock, for the index forgets what has been.
NOON = helsinki(datetime.combine(now().date() + timedelta(days=7), time(12)))


def weekly(day: datetime, **more) -> ScheduleRecord:
    return ScheduleRecord(
        dtstart=day - timedelta(weeks=4),
        duration=timedelta(hours=1),
        rrule="FREQ=WEEKLY",
        **more,
    )


def once(start: datetime) -> ScheduleRecord:
    return ScheduleRecord(dtstart=start, duration=timedelta(hours=2))


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """A handful of things to find; name → key."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _country()
        transaction.set_rollback(True)


def _country() -> dict[str, str]:
    friends = organization()
    library = organization("Kuopion kirjasto", addresses=(KUOPIO,), public_service=True)
    line = organization(
        "Kuuleva korva ry",
        addresses=(HELSINKI,),
        service_areas=(AreaCode(kind="country", code="FI"),),
    )
    made = [*_helpers(line), *_meetings(friends, library)]
    return {str(each.name): f"activity:{each.pk}" for each in made}


def _meetings(friends: Organization, library: Organization) -> list[Activity]:
    return [
        activity(
            "Ystäväkahvila",
            of=friends,
            themes=("loneliness",),
            target_groups=("older-people",),
            price=PriceRecord(kind="free"),
            channels=(at(NILSIA, weekly(NOON + timedelta(hours=1)), accessibility=("step-free",)),),
        ),
        activity(
            "Lukupiiri",
            kind="hobby",
            of=library,
            summary=Text(fi="Luetaan ja puhutaan kirjoista."),
            themes=("literature",),
            languages=("fi", "sv"),
            public_service=True,
            channels=(
                at(
                    KUOPIO,
                    weekly(NOON + timedelta(days=1, hours=6)),
                    accessibility=("step-free", "induction-loop"),
                ),
            ),
        ),
        activity(
            "Vauvauinti",
            kind="hobby",
            of=organization("Iisalmen uimarit ry", addresses=(IISALMI,)),
            summary=Text(fi="Uidaan vauvojen kanssa."),
            themes=("swimming",),
            minimum_age=0,
            maximum_age=2,
            price=PriceRecord(kind="paid", text=Text(fi="40 € / kausi")),
            channels=(at(IISALMI, once(NOON + timedelta(days=20))),),
        ),
    ]


def _helpers(line: Organization) -> list[Activity]:
    return [
        activity(
            "Auttava puhelin",
            of=line,
            summary=Text(fi="Joku kuuntelee joka yö."),
            themes=("acute-crisis",),
            service_areas=(AreaCode(kind="country", code="FI"),),
            channels=(ChannelContent(kind="phone", phone="0800 123456"),),
        ),
        activity(
            "Savon omaisneuvonta",
            of=line,
            summary=Text(fi="Neuvoja omaisille koko maakunnassa."),
            service_areas=(AreaCode(kind="region", code="11"),),
            channels=(ChannelContent(kind="online", url="https://neuvonta.example"),),
        ),
    ]


def names(lang: str = "fi", **asked) -> list[str]:
    """The names of what a query finds without being widened, organisations left out."""
    query = SearchQuery(**{"kind": ("support", "hobby", "volunteering", "event"), **asked})
    found = find(query, lang=lang, now=NOON, widen=False).found
    return [str(each.card.name) for each in found]


EVERYTHING = ["Auttava puhelin", "Lukupiiri", "Savon omaisneuvonta", "Vauvauinti", "Ystäväkahvila"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, EVERYTHING),
        ({"words": "uinti"}, ["Vauvauinti"]),
        ({"words": "kirjat"}, ["Lukupiiri"]),
        ({"kind": ("hobby",)}, ["Lukupiiri", "Vauvauinti"]),
        ({"theme": ("loneliness",)}, ["Ystäväkahvila"]),
        ({"theme": ("sport",)}, ["Vauvauinti"]),
        ({"target_group": ("older-people",)}, ["Ystäväkahvila"]),
        ({"life_situation": ("i-am-lonely",)}, ["Ystäväkahvila"]),
        ({"life_situation": ("i-am-lonely",), "theme": ("sport",)}, ["Vauvauinti"]),
        ({"language": ("sv",)}, ["Lukupiiri"]),
        ({"age": 1, "theme": ("sport",)}, ["Vauvauinti"]),
        ({"age": 40, "theme": ("sport",)}, []),
        ({"price": ("free",)}, ["Ystäväkahvila"]),
        ({"price": ("free", "paid")}, ["Vauvauinti", "Ystäväkahvila"]),
        ({"channel": ("phone",)}, ["Auttava puhelin"]),
        ({"accessibility": ("step-free",)}, ["Lukupiiri", "Ystäväkahvila"]),
        ({"accessibility": ("step-free", "induction-loop")}, ["Lukupiiri"]),
        ({"public_services": "vain"}, ["Lukupiiri"]),
        ({"public_services": "ei", "kind": ("hobby",)}, ["Vauvauinti"]),
        ({"newer_than_days": 30, "kind": ("hobby",)}, ["Lukupiiri", "Vauvauinti"]),
    ],
)
def test_what_is_asked_is_found(country, asked, expected):
    assert sorted(names(**asked)) == expected


def test_the_organisations_themselves_and_what_one_of_them_does(country):
    found = find(SearchQuery(kind=("organization",)), lang="fi").found
    ids = {str(each.card.name): int(each.card.id) for each in found}
    assert set(ids) >= {"Nilsiän ystävät ry", "Kuuleva korva ry"}
    assert sorted(names(organization=ids["Kuuleva korva ry"])) == [
        "Auttava puhelin",
        "Savon omaisneuvonta",
    ]


# -- Where ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "local", "serving"),
    [
        (
            {"municipality": ("297",)},
            {"Lukupiiri", "Ystäväkahvila"},
            {"Auttava puhelin", "Savon omaisneuvonta"},
        ),
        (
            {"district": ("297-nilsia",)},
            {"Ystäväkahvila"},
            {"Auttava puhelin", "Savon omaisneuvonta"},
        ),
        ({"municipality": ("091",)}, set(), {"Auttava puhelin"}),
        (
            {"region": ("11",)},
            {"Lukupiiri", "Ystäväkahvila", "Vauvauinti", "Savon omaisneuvonta"},
            {"Auttava puhelin"},
        ),
        (
            {"county": ("13",)},
            {"Lukupiiri", "Ystäväkahvila", "Vauvauinti"},
            {"Auttava puhelin"},
        ),
    ],
)
def test_a_place_has_what_happens_there_and_then_what_serves_it(country, asked, local, serving):
    found = names(**asked)
    assert set(found[: len(local)]) == local
    assert set(found[len(local) :]) == serving


def test_an_abolished_municipality_is_its_successor(country):
    assert names(municipality=("911",)) == names(municipality=("541",)) != []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Iisalmi", "Vauvauinti"),
        ("iisalmessa", "Vauvauinti"),
        ("Idensalmi", "Vauvauinti"),
        ("Nilsiä", "Ystäväkahvila"),
        ("Maaherrankatu 12, Kuopio", "Lukupiiri"),
        ("70100", "Lukupiiri"),
        ("73300", "Ystäväkahvila"),
    ],
)
def test_a_typed_place_is_understood(country, typed, first):
    results = find(SearchQuery(place=typed, kind=("support", "hobby")), lang="fi", now=NOON)
    assert str(results.found[0].card.name) == first
    assert not results.unknown_place and not results.widened


def test_what_was_typed_last_wins_over_the_municipality_chosen_before(country):
    assert names(place="Iisalmi", municipality=("297",))[0] == "Vauvauinti"
    assert "Ystäväkahvila" not in names(place="Iisalmi", municipality=("297",))


def test_an_unknown_place_is_told_and_stops_nothing(country):
    results = find(SearchQuery(place="Xyzzyvaara"), lang="fi", now=NOON)
    assert results.unknown_place == "Xyzzyvaara"
    assert results.total and not results.widened


def test_near_me_is_the_nearest_first_with_the_distance(country):
    query = SearchQuery(
        latitude=62.8924, longitude=27.677, kilometres=100, kind=("hobby", "support")
    )
    found = find(query, lang="fi", now=NOON).found
    assert [str(each.card.name) for each in found] == ["Lukupiiri", "Ystäväkahvila", "Vauvauinti"]
    distances = [each.kilometres for each in found]
    assert distances[0] == 0 and 35 < distances[1] < 45 and 70 < distances[2] < 90
    assert names(latitude=62.8924, longitude=27.677, kilometres=50) == [
        "Lukupiiri",
        "Ystäväkahvila",
    ]


def test_half_a_point_is_no_point(country):
    assert sorted(names(latitude=62.9)) == EVERYTHING


# -- When -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"when": "tanaan"}, ["Ystäväkahvila"]),
        ({"when": "huomenna"}, ["Lukupiiri"]),
        ({"when": "viikko"}, ["Ystäväkahvila", "Lukupiiri"]),
        ({"when": "kuukausi"}, ["Ystäväkahvila", "Lukupiiri", "Vauvauinti"]),
        ({"start": NOON.date() + timedelta(days=20)}, ["Vauvauinti", "Ystäväkahvila", "Lukupiiri"]),
        (
            {"start": NOON.date() + timedelta(days=20), "end": NOON.date() + timedelta(days=20)},
            ["Vauvauinti"],
        ),
        (
            {"start": NOON.date() + timedelta(days=1), "end": NOON.date()},
            ["Ystäväkahvila", "Lukupiiri"],
        ),
        ({"end": NOON.date()}, ["Ystäväkahvila"]),
        ({"time_of_day": ("ilta",), "sort": "soonest"}, ["Lukupiiri"]),
    ],
)
def test_days_and_times_are_understood_the_soonest_first(country, asked, expected):
    found = names(**asked)
    if "sort" not in asked and not ({"when", "start"} & asked.keys()):
        found.sort()
    assert [name for name in found if name in expected] == found
    assert set(found) == set(expected)


def test_the_weekend_is_saturday_and_sunday(country):
    days = {"Ystäväkahvila": NOON.weekday(), "Lukupiiri": (NOON.weekday() + 1) % 7}
    assert set(names(when="viikonloppu")) == {name for name, day in days.items() if day in (5, 6)}


def test_a_weekday_and_the_time_of_day_must_be_those_of_the_same_time(country):
    tomorrow = filters.WEEKDAYS[(NOON.weekday() + 1) % 7]
    assert names(weekday=(tomorrow,)) == ["Lukupiiri"]
    assert names(weekday=(tomorrow,), time_of_day=("ilta",)) == ["Lukupiiri"]
    assert names(weekday=(tomorrow,), time_of_day=("aamu",)) == []


def test_a_hit_tells_its_next_time_its_price_and_why_it_matched(country):
    results = find(SearchQuery(words="uimaan", when="kuukausi"), lang="fi", now=NOON)
    hit = results.found[0]
    assert hit.start == NOON + timedelta(days=20) and hit.end == NOON + timedelta(days=20, hours=2)
    assert hit.card.price.text == {"fi": "40 € / kausi"}
    lonely = find(SearchQuery(words="kaipaan juttuseuraa"), lang="fi", now=NOON)
    assert str(lonely.found[0].card.name) == "Ystäväkahvila"


def test_an_everyday_word_leads_to_a_theme_and_says_so(country):
    found = find(SearchQuery(words="kriisi"), lang="fi", now=NOON).found
    assert [each.reasons for each in found] == [("kriisi → Mieli, päihteet ja kriisit",)]
    (reason,) = find(SearchQuery(words="romaani"), lang="fi", now=NOON).found[0].reasons
    assert reason == "romaani → myös: lukupiiri"


# -- Orders, pages, counts ----------------------------------------------------------------------------


def test_the_newest_first(country):
    pks = {name: int(key.split(":")[1]) for name, key in country.items()}
    old = datetime(2020, 1, 1, tzinfo=UTC)
    for n, name in enumerate(("Lukupiiri", "Vauvauinti", "Ystäväkahvila")):
        Activity.objects.filter(pk=pks[name]).update(created=old + timedelta(days=n))
    index_activities(list(pks.values()))
    assert names(sort="newest")[-3:] == ["Ystäväkahvila", "Vauvauinti", "Lukupiiri"]
    assert "Lukupiiri" not in names(newer_than_days=30)


def test_pages_hold_everything_once(country):
    query = SearchQuery(sort="newest")
    pages = [
        find(query.model_copy(update={"page": page}), lang="fi", per_page=3).found
        for page in (1, 2, 3, 4)
    ]
    keys = [f"{each.card.type}:{each.card.id}" for page in pages for each in page]
    assert len(keys) == len(set(keys)) == find(query, lang="fi").total
    assert [len(page) for page in pages[:3]] == [3, 3, len(keys) - 6]


def test_the_count_of_a_filter_is_what_choosing_it_would_find(country):
    query = SearchQuery(region=("11",), price=("free", "paid"))
    counts = find(query, lang="fi").counts
    for kind, count in counts["kind"].items():
        assert find(query.model_copy(update={"kind": (kind,)}), lang="fi").total == count
    for price, count in counts["price"].items():
        assert find(query.model_copy(update={"price": (price,)}), lang="fi").total == count
    narrowed = query.model_copy(update={"accessibility": ("step-free",), "price": ()})
    for feature, count in find(narrowed, lang="fi").counts["accessibility"].items():
        both = {"accessibility": tuple({"step-free", feature})}
        assert find(narrowed.model_copy(update=both), lang="fi").total == count
