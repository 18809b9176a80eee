"""What is one notice told twice and what is not: measured on pairs that people would judge so."""

from __future__ import annotations

from itertools import product

import pytest

from seurantalo.activities.duplicates import SURE, likeness, similar, traits
from seurantalo.activities.tests.factories import TUESDAYS, activity, activity_content, at
from seurantalo.common.text import Text
from seurantalo.organizations.tests.factories import NILSIA, organization
from seurantalo.records.content import ContactPointContent, PlaceContent

KUOPIO = PlaceContent(street_address=Text(fi="Haapaniemenkatu 10"), municipality="297")
SIILINJARVI = PlaceContent(street_address=Text(fi="Asematie 3"), municipality="749")


def slot(day: str, hour: int = 18):
    start = TUESDAYS.dtstart.replace(hour=hour)
    return TUESDAYS.model_copy(update={"dtstart": start, "rrule": f"FREQ=WEEKLY;BYDAY={day}"})


def told(name, place=NILSIA, day="TU", hour=18, **more):
    channels = (
        (at(place, slot(day, hour)),) if day else (at(place).model_copy(update={"schedules": ()}),)
    )
    return activity_content(name, channels=channels, **more)


# The same club, as two people would tell of it.
SAME_NAMES = [
    ("Ystäväkahvila", "Ystävä-kahvila"),
    ("Ystäväkahvila", "Ystäväkahvila Nilsiä"),
    ("Neulekerho", "Neulekerho."),
    ("Sauvakävely", "Sauvakävelyryhmä"),
    ("Sekakuoro Sointu", "Kuoro Sointu"),
    ("Kuoro Sointu", "Kuoro Sointu, harjoitukset"),
    ("Lukupiiri", "Kirjaston lukupiiri"),
    ("Muistikahvila", "Muisti-kahvila"),
    ("Omaishoitajien vertaisryhmä", "Omaishoitajien vertaistukiryhmä"),
    ("Tuolijumppa", "Tuolijumppaa"),
    ("Pelikerho Noppa", "Noppa pelikerho"),
    ("Sururyhmä", "Sururyhmä läheisensä menettäneille"),
    ("Shakkikerho", "Shakki-kerho"),
    ("Kansantanssi", "Kansantanssit"),
    ("Avoin ompelupaja", "Ompelupaja"),
]
# Two groups of one association, at the same time in the same house or not.
GROUPS = [
    ("Jooga, alkeet", "Jooga, jatko"),
    ("Uimakoulu 1", "Uimakoulu 2"),
    ("Miesten kuntopiiri", "Naisten kuntopiiri"),
    ("Partio tytöt", "Partio pojat"),
    ("Lasten kuoro", "Aikuisten kuoro"),
    ("Jalkapallo A", "Jalkapallo B"),
    ("Neulekerho", "Lukupiiri"),
    ("Ystäväkahvila", "Sururyhmä"),
    ("Muistikahvila", "Muistiluento"),
    ("Tuolijumppa", "Vesijumppa"),
]


def labelled():
    """(one, other, the same?)"""
    for one, other in SAME_NAMES:
        yield (told(one), 1), (told(other), 1), True
        yield (told(one), 1), (told(other), 2), True  # told by the town too
        yield (told(one), 1), (told(other, day=""), 1), True  # without times
        yield (told(one), 1), (told(other, hour=18), 1), True
        yield (told(one), 1), (told(other, place=SIILINJARVI), 2), False
        yield (told(one), 1), (told(other, place=SIILINJARVI), 1), False  # one club in two towns
        yield (told(one), 1), (told(other, day="TH"), 1), False  # groups on other days
        yield (told(one), 1), (told(other, hour=10), 1), False
        yield (
            (told(one, maximum_age=12), 1),
            (told(other, minimum_age=65), 1),
            False,
        )
    for (one, other), (day, who) in product(GROUPS, (("TU", 1), ("", 1), ("TU", 2))):
        yield (told(one), 1), (told(other, day=day), who), False
    for one, _other in SAME_NAMES:  # a common title of two associations in one town, elsewhere
        yield (told(one), 1), (told(one, place=KUOPIO, day="WE"), 2), False


def test_precision_and_recall_on_labelled_pairs():
    pairs = list(labelled())
    assert len(pairs) >= 120
    right, wrong, missed = 0, [], []
    for (one, mine), (other, theirs), same in pairs:
        score, _reasons = likeness(traits(one, mine), traits(other, theirs))
        said = score >= SURE
        if said and not same:
            wrong.append((str(one.name), str(other.name), score))
        if same and not said:
            missed.append((str(one.name), str(other.name), score, mine == theirs))
        right += said and same
    precision, recall = right / (right + len(wrong)), right / (right + len(missed))
    assert precision >= 0.98, wrong
    assert recall >= 0.95, missed


@pytest.mark.django_db
def test_the_one_that_is_here_is_found_with_its_reasons_in_few_queries(
    django_assert_max_num_queries,
):
    house = organization()
    club = activity("Ystäväkahvila", of=house)
    for number in range(12):
        activity(f"Kerho numero {number} neuloo", of=house)
    with django_assert_max_num_queries(17):
        [found] = similar(told("Ystävä-kahvila"), organizer=house.pk)
    assert found.activity == club
    assert {"organizer", "place", "times"} <= set(found.reasons)
    assert all(str(word) for word in found.words)
    assert similar(told("Ystävä-kahvila"), organizer=house.pk, but=[club.pk]) == []


@pytest.mark.django_db
def test_also_that_of_another_organiser_in_the_same_place_if_it_is_public(kalle):
    house = organization()
    activity("Ystäväkahvila", of=house)
    activity("Ystäväkahvila", of=house, publish=False)
    found = similar(
        told("Ystäväkahvila", contacts=(ContactPointContent(phone="040 1"),)), organizer=None
    )
    assert len(found) == 1
