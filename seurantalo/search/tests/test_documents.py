"""What the index keeps of a record: words, facets, points, and the card that lists show."""

from datetime import UTC, date, datetime, timedelta

import pytest

from seurantalo.common.text import Text
from seurantalo.records.schemas import (
    ActivityRecord,
    AreaRecord,
    ChannelRecord,
    ContactPointRecord,
    OccurrenceRecord,
    OrganizationRecord,
    OrganizationRef,
    PlaceRecord,
    PriceRecord,
    TermRecord,
)
from seurantalo.search.analysis import analyser
from seurantalo.search.documents import Language, Surroundings, card, document, quality
from seurantalo.search.index.plan import Document
from seurantalo.search.lay_words import LayWords
from seurantalo.taxonomy.queries import VocabularyEntry

KUOPIO = AreaRecord(kind="municipality", code="297", name=Text(fi="Kuopio"))
NILSIA = AreaRecord(kind="district", code="297-nilsia", name=Text(fi="Nilsiä"))
SAVO = AreaRecord(kind="region", code="11", name=Text(fi="Pohjois-Savo", sv="Norra Savolax"))
COUNTY = AreaRecord(kind="county", code="13", name=Text(fi="Pohjois-Savon hyvinvointialue"))
CENTRE = (62.89, 27.68)
HALL = PlaceRecord(
    name=Text(fi="Kylätalo"), municipality=KUOPIO, district=NILSIA, latitude=63.2, longitude=28.08
)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPORT = TermRecord(taxonomy="theme", code="gymnastics", label=Text(fi="Jumppa"), parent="sport")
SENIORS = TermRecord(taxonomy="target_group", code="seniors", label=Text(fi="Ikäihmiset"))
STEPLESS = TermRecord(taxonomy="accessibility", code="step-free", label=Text(fi="Ei kynnyksiä"))
ENTRIES = (
    VocabularyEntry("theme", "loneliness", None, Text(fi="Yksinäisyys"), Text(),
                    {"fi": ("yksin kotona",)}),
)  # fmt: skip
LANGUAGE = Language(analyser("simplemma"), LayWords(ENTRIES, analyser("simplemma")))


def surroundings(area: AreaRecord) -> Surroundings:
    return Surroundings((SAVO, COUNTY), CENTRE) if area == KUOPIO else Surroundings()


def activity(**changes: object) -> ActivityRecord:
    record = ActivityRecord(
        id="12",
        url="/a/12",
        version=1,
        modified=NOW,
        kind="hobby",
        name=Text(fi="Tuolijumppaa", sv="Stolgymnastik"),
        organizations=(
            OrganizationRef(id="7", url="/o/7", name=Text(fi="Nilsiän Eläkkeensaajat")),
        ),
        themes=(SPORT,),
        target_groups=(SENIORS,),
        languages=("fi", "sv"),
        price=PriceRecord(kind="free"),
        channels=(ChannelRecord(kind="place", place=HALL, accessibility=(STEPLESS,)),),
        created=NOW,
    )
    return record.model_copy(update=changes)


def organization(**changes: object) -> OrganizationRecord:
    record = OrganizationRecord(
        id="7",
        url="/o/7",
        version=1,
        modified=NOW,
        name=Text(fi="Nilsiän Eläkkeensaajat"),
        alternate_names=(Text(fi="NEL"),),
        created=NOW,
    )
    return record.model_copy(update=changes)


def made(record: ActivityRecord | OrganizationRecord) -> Document:
    return document(record, language=LANGUAGE, surroundings=surroundings)


def test_each_text_is_analysed_in_its_own_language() -> None:
    terms = made(activity()).terms
    assert {"tuolijumppa", "jumppa", "stolgymnastik", "gymnastik"} <= terms.keys()


def test_the_name_weighs_more_than_the_description() -> None:
    terms = made(activity(name=Text(fi="Kuoro"), description=Text(fi="Myös teatteria."))).terms
    assert terms["kuoro"] > terms["teatteri"]


def test_impacts_are_shares() -> None:
    repeated = Text(fi="jumppa " * 500)
    assert all(0 < impact <= 1 for impact in made(activity(description=repeated)).terms.values())


def test_whose_and_where_can_be_searched_as_words() -> None:
    terms = made(activity()).terms
    assert {"eläkkeensaaja", "kuopio", "nilsiä", "kylätalo"} <= terms.keys()


def test_a_chosen_theme_weighs_more_than_the_one_above_it_or_a_guessed_one() -> None:
    terms = made(activity(summary=Text(fi="Älä jää yksin kotiin, yksin kotona on pitkää."))).terms
    assert terms["theme:gymnastics"] > terms["theme:sport"] > 0
    assert terms["theme:gymnastics"] > terms["theme:loneliness"] > 0


def test_facets_hold_everything_that_can_be_filtered_by() -> None:
    facets = made(activity()).facets
    assert facets == {
        "kind": ("hobby",),
        "theme": ("gymnastics", "sport"),
        "target_group": ("seniors",),
        "accessibility": ("step-free",),
        "language": ("fi", "sv"),
        "price": ("free",),
        "channel": ("place",),
        "organization": ("7",),
        "public": ("no",),
        "area": ("in:district:297-nilsia", "in:municipality:297", "in:region:11", "in:county:13"),
    }


def test_a_service_area_is_told_apart_from_where_it_happens() -> None:
    facets = made(organization(service_areas=(KUOPIO,))).facets
    assert facets["area"] == ("for:municipality:297", "in:region:11", "in:county:13")
    assert facets["kind"] == ("organization",) and facets["organization"] == ("7",)


def test_a_confidential_place_gives_the_municipality_and_its_centre_only() -> None:
    secret = PlaceRecord(
        name=Text(fi="Turvakoti"), municipality=KUOPIO, latitude=1.0, longitude=2.0,
        confidential=True,
    )  # fmt: skip
    record = activity(channels=(ChannelRecord(kind="place", place=secret),))
    assert made(record).points == (CENTRE,)
    assert card(record, surroundings=surroundings).points == (CENTRE,)
    assert "in:municipality:297" in made(record).facets["area"]


def test_a_secret_name_of_a_confidential_place_is_in_no_word_and_on_no_card() -> None:
    secret = PlaceRecord(name=Text(fi="Kuusikkotalo"), municipality=KUOPIO, confidential=True)
    record = activity(channels=(ChannelRecord(kind="place", place=secret),))
    assert not [term for term in made(record).terms if "kuusikko" in term]
    assert "Kuusikko" not in card(record, surroundings=surroundings).model_dump_json()


def test_cancelled_times_are_left_out_and_the_rest_stand_in_order() -> None:
    def time(days: int, status: str) -> OccurrenceRecord:
        start = NOW + timedelta(days=days)
        return OccurrenceRecord(
            id=str(days), start=start, end=start + timedelta(hours=1), status=status,  # type: ignore[arg-type]
            original_start=start,
        )  # fmt: skip

    record = activity(occurrences=(time(9, "scheduled"), time(5, "cancelled"), time(2, "moved")))
    starts = [start for start, _end in made(record).occurrences]
    assert starts == [NOW + timedelta(days=2), NOW + timedelta(days=9)]


@pytest.mark.parametrize(
    ("given", "kept"), [((None, None), (0, 255)), ((15, None), (15, 255)), ((0, 6), (0, 6))]
)
def test_ages_are_open_where_nothing_is_said(given: tuple[int | None, int | None], kept) -> None:
    found = made(activity(minimum_age=given[0], maximum_age=given[1]))
    assert (found.minimum_age, found.maximum_age) == kept


def test_a_full_and_confirmed_record_deserves_more() -> None:
    full = activity(
        summary=Text(fi="Kevyttä jumppaa."),
        description=Text(fi="Kerromme tarkasti, mitä tehdään. " * 10),
        assured_date=date(2026, 2, 1),
        contacts=(ContactPointRecord(phone="+358401234567"),),
    )
    assert 0 <= quality(activity()) < quality(full) <= 1


def test_the_card_shows_what_a_list_needs() -> None:
    shown = card(activity(), surroundings=surroundings, schedule_text=Text(fi="tiistaisin klo 10"))
    assert (shown.id, shown.type, shown.kind) == ("12", "activity", "hobby")
    assert shown.place == Text(fi="Kylätalo") and shown.areas == (NILSIA,)
    assert shown.points == ((63.2, 28.08),) and shown.accessibility == (STEPLESS,)
    assert str(shown.schedule_text) == "tiistaisin klo 10"
    assert card(organization(), surroundings=surroundings).kind == "organization"


def test_the_same_record_gives_the_same_document() -> None:
    assert made(activity()) == made(activity())
