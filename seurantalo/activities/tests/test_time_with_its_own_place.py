"""One time is held elsewhere, with a sign-up of its own; what is near is found where it is."""

import pytest
from django.core.exceptions import ValidationError

from seurantalo.activities import commands, queries
from seurantalo.activities.tests.factories import NILSIA, TUESDAYS, activity, at
from seurantalo.common.text import Text
from seurantalo.places.commands import mend
from seurantalo.places.nearness import cell
from seurantalo.records.content import ChannelContent, OccurrenceChange, PlaceContent
from seurantalo.records.schemas import RegistrationRecord

pytestmark = pytest.mark.django_db
BEACH = PlaceContent(
    name=Text(fi="Tahkon ranta"),
    street_address=Text(fi="Sääskiniementie 10"),
    municipality="297",
    latitude=63.38,
    longitude=28.06,
)


@pytest.fixture
def club():
    return activity()


def times(club):
    record = queries.get_record(club.pk)
    assert record
    return record.occurrences


def held_elsewhere(club, by, **told):
    change = OccurrenceChange(
        original_start=times(club)[0].original_start,
        **{"status": "scheduled", "place": BEACH, **told},
    )
    commands.change_occurrence(club, change, by=by)
    return times(club)


def test_one_time_has_a_place_and_a_sign_up_of_its_own(club, admin):
    sign_up = RegistrationRecord(required=True, phone="044 123 4567")
    first, second = held_elsewhere(club, admin, registration=sign_up)[:2]
    assert first.place and first.place.name == {"fi": "Tahkon ranta"}
    assert first.registration == sign_up and first.sequence == 1
    assert second.place is None and second.registration is None
    draft = queries.draft_of(club.pk)
    assert draft and draft[1].occurrences == times(club)


def test_a_place_in_no_municipality_is_refused(club, admin):
    with pytest.raises(ValidationError):
        held_elsewhere(club, admin, place=PlaceContent(municipality="000"))
    assert times(club)[0].place is None


def test_each_time_lies_in_the_square_of_where_it_is_held(club, admin):
    held_elsewhere(club, admin)
    first, second = club.occurrences.order_by("start").filter(start__gte=times(club)[0].start)[:2]
    assert first.cell == cell(63.38, 28.06)
    assert second.cell == cell(NILSIA.latitude, NILSIA.longitude) != first.cell


def test_a_place_without_a_point_or_a_confidential_one_is_its_municipality(admin):
    told = [
        PlaceContent(name=Text(fi="Kylätalo"), municipality="297"),
        BEACH.model_copy(update={"confidential": True}),
    ]
    club = activity(channels=tuple(at(place) for place in told))
    centre = club.channels.first().location.municipality
    assert set(club.occurrences.values_list("cell", flat=True)) == {
        cell(centre.latitude, centre.longitude)
    }


def test_what_is_online_or_by_phone_is_nowhere():
    ring = ChannelContent(kind="phone", phone="044 1234567", schedules=(TUESDAYS,))
    club = activity(channels=(ring,))
    assert set(club.occurrences.values_list("cell", flat=True)) == {None}


def test_when_a_place_becomes_confidential_the_time_held_there_tells_it_no_more(club, admin):
    held_elsewhere(club, admin)
    beach = club.occurrences.exclude(location=None).get().location
    beach.confidential = True
    mend(beach)
    first = times(club)[0]
    assert first.place and first.place.confidential and not first.place.street_address
    assert "Sääskiniementie" not in queries.get_record(club.pk).model_dump_json()
    again = club.occurrences.exclude(location=None).get()
    assert again.location.confidential and again.cell != cell(63.38, 28.06)
    told = queries.content(club).channels[0].changes[0].place
    assert told and told.confidential


def test_told_anew_as_it_was_read_every_change_stays(club, admin):
    sign_up = RegistrationRecord(required=True, phone="044 123 4567")
    before = held_elsewhere(club, admin, registration=sign_up, note=Text(fi="Oma kuppi mukaan"))
    told = queries.content(club)
    commands.apply(told, organization=club.organization, by=admin, to=club)
    assert times(club) == before and queries.content(club) == told


def test_a_change_told_from_outside_cannot_be_in_no_municipality(club, admin):
    held_elsewhere(club, admin)
    told = queries.content(club)
    (channel,) = told.channels
    nowhere = channel.changes[0].model_copy(update={"place": PlaceContent(municipality="000")})
    wrong = told.model_copy(
        update={"channels": (channel.model_copy(update={"changes": (nowhere,)}),)}
    )
    with pytest.raises(ValidationError):
        commands.apply(wrong, organization=club.organization, by=admin, to=club, publish=False)


def test_more_times_with_places_of_their_own_cost_no_more_queries(
    club, admin, django_assert_max_num_queries
):
    for each in times(club)[:6]:
        change = OccurrenceChange(
            original_start=each.original_start, status="scheduled", place=BEACH
        )
        commands.change_occurrence(club, change, by=admin)
    with django_assert_max_num_queries(9):
        assert sum(1 for each in times(club) if each.place) == 6
