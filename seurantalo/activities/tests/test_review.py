"""What a volunteer sends is read by a coordinator; the public sees nothing before she approves."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from seurantalo.accounts.tests.factories import coordinator
from seurantalo.activities import commands, queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, activity_content, at
from seurantalo.common.text import Text
from seurantalo.organizations import commands as organizations
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization, organization_content
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries as reading
from seurantalo.publishing import signals

pytestmark = pytest.mark.django_db


def shown(club: Activity) -> str:
    record = queries.get_record(club.pk)
    return str(record.name) if record else "nothing"


def told(house, aino, name="Ystäväkahvila", to=None, **more) -> Activity:
    return commands.apply(
        activity_content(name, **more), organization=house, by=aino, to=to, publish=False
    )


@pytest.fixture
def house(aino, bertta):
    house = organization()
    member(house, aino)
    member(house, bertta, "editor")
    return house


@pytest.fixture
def club(house, aino):
    return told(house, aino)


def test_an_untrusted_volunteer_sends_and_it_waits(club, aino, doris, eero, admin, kalle):
    assert publishing.send(club, by=aino) is False
    assert shown(club) == "nothing"
    assert [row.thing for row in reading.awaiting(doris)] == [club]
    assert [row.thing for row in reading.awaiting(admin)] == [club]
    assert reading.awaiting(eero) == reading.awaiting(aino) == reading.awaiting(kalle) == []


def test_a_trusted_volunteer_publishes_and_it_is_looked_at_afterwards(club, house, aino, doris):
    Organization.objects.filter(pk=house.pk).update(trusted=True)
    assert publishing.send(Activity.objects.get(pk=club.pk), by=aino) is True
    assert shown(club) == "Ystäväkahvila"
    assert [row.thing for row in reading.after_review(doris)] == [club]
    publishing.check(club, by=doris)
    assert reading.after_review(doris) == []
    assert "seurantalo.check" in [event.action for event in reading.history(club)]


def test_what_a_coordinator_publishes_needs_no_look(house, doris):
    club = told(house, doris)
    assert publishing.send(club, by=doris) is True
    assert not Activity.objects.get(pk=club.pk).unreviewed


def test_a_trusted_volunteer_does_not_go_round_what_was_returned(club, house, aino, doris):
    publishing.send(club, by=aino)
    publishing.give_back(club, by=doris, comment="Mikä ilta?")
    Organization.objects.filter(pk=house.pk).update(trusted=True)
    assert publishing.send(Activity.objects.get(pk=club.pk), by=aino) is False
    assert shown(club) == "nothing"


def test_sending_twice_does_nothing_the_second_time(club, aino, doris):
    publishing.send(club, by=aino)
    publishing.send(club, by=aino)
    assert len(reading.awaiting(doris)) == 1


def test_newer_words_take_the_place_of_those_that_wait(club, house, aino, bertta, doris):
    publishing.send(club, by=aino)
    told(house, bertta, "Torstaikahvila", to=Activity.objects.get(pk=club.pk))
    publishing.send(club, by=bertta)
    [row] = reading.awaiting(doris)
    assert (
        row.sender == bertta and row.revision == Activity.objects.get(pk=club.pk).latest_revision_id
    )
    publishing.approve(club, by=doris)
    assert shown(club) == "Torstaikahvila"


def test_what_was_saved_and_not_sent_is_not_approved(club, house, aino, doris):
    publishing.send(club, by=aino)
    told(house, aino, "Kesken vielä", to=Activity.objects.get(pk=club.pk))
    publishing.approve(club, by=doris)
    assert shown(club) == "Ystäväkahvila"
    fresh = Activity.objects.get(pk=club.pk)
    assert fresh.has_unpublished_changes and str(reading.latest(fresh).name) == "Kesken vielä"


def test_the_public_text_stays_until_the_edit_is_approved(house, aino, doris):
    club = activity(of=house)
    told(house, aino, "Uusi nimi", to=Activity.objects.get(pk=club.pk))
    publishing.send(club, by=aino)
    assert shown(club) == "Ystäväkahvila"
    publishing.approve(club, by=doris)
    assert shown(club) == "Uusi nimi"


def test_the_coordinator_who_read_older_words_is_told(club, house, aino, doris):
    publishing.send(club, by=aino)
    [row] = reading.awaiting(doris)
    told(house, aino, "Aivan muuta", to=Activity.objects.get(pk=club.pk))
    publishing.send(club, by=aino)
    with pytest.raises(ValidationError) as refused:
        publishing.approve(club, by=doris, seen=row.revision)
    assert refused.value.code == "changed"
    assert shown(club) == "nothing"


def test_a_confirmation_meanwhile_is_no_other_text(house, aino, doris):
    club = activity(of=house)
    told(house, aino, "Uusi nimi", to=Activity.objects.get(pk=club.pk))
    publishing.send(club, by=aino)
    [row] = reading.awaiting(doris)
    publishing.assure(Activity.objects.get(pk=club.pk), by=aino)
    publishing.approve(club, by=doris, seen=row.revision)
    after = Activity.objects.get(pk=club.pk)
    assert shown(club) == "Uusi nimi" and after.assured_date and not after.has_unpublished_changes


def test_a_draft_survives_a_confirmation_and_a_cancelled_time(house, aino):
    club = activity(of=house)
    told(house, aino, "Uusi nimi", to=Activity.objects.get(pk=club.pk))
    publishing.assure(Activity.objects.get(pk=club.pk), by=aino)
    fresh = Activity.objects.get(pk=club.pk)
    assert str(reading.latest(fresh).name) == "Uusi nimi" and fresh.has_unpublished_changes
    assert shown(club) == "Ystäväkahvila"


def test_a_time_cancelled_meanwhile_stays_cancelled_when_the_draft_is_approved(house, aino, doris):
    club = activity(of=house)
    told(house, aino, "Uusi nimi", to=Activity.objects.get(pk=club.pk))
    publishing.send(club, by=aino)
    planned = club.occurrences.order_by("start")[2]
    change = commands.OccurrenceChange(original_start=planned.original_start)
    commands.change_occurrence(Activity.objects.get(pk=club.pk), change, by=aino)
    publishing.approve(club, by=doris)
    again = club.occurrences.get(original_start=planned.original_start)
    assert shown(club) == "Uusi nimi" and again.status == "cancelled"


def test_two_coordinators_the_second_learns_that_it_is_decided(club, aino, doris, admin):
    publishing.send(club, by=aino)
    first, second = Activity.objects.get(pk=club.pk), Activity.objects.get(pk=club.pk)
    publishing.approve(first, by=doris)
    with pytest.raises(ValidationError) as refused:
        publishing.approve(second, by=admin)
    assert refused.value.code == "decided"
    with pytest.raises(ValidationError):
        publishing.give_back(second, by=admin, comment="Myöhässä")
    assert shown(club) == "Ystäväkahvila"


def test_what_one_has_taken_another_leaves_alone_until_she_takes_it_over(club, aino, doris):
    liisa = coordinator("Liisa", region="11")
    publishing.send(club, by=aino)
    publishing.take(club, by=doris)
    assert reading.awaiting(liisa)[0].taken_by == doris
    for refused in (
        lambda: publishing.approve(club, by=liisa),
        lambda: publishing.give_back(club, by=liisa, comment="Ei"),
        lambda: publishing.take(club, by=liisa),
        lambda: publishing.release(club, by=liisa),
    ):
        with pytest.raises(ValidationError):
            refused()
    publishing.release(club, by=liisa, over=True)
    publishing.take(club, by=liisa)
    publishing.approve(club, by=liisa)
    assert shown(club) == "Ystäväkahvila" and not Activity.objects.get(pk=club.pk).locked


def test_the_one_who_took_it_approves_it(club, aino, doris):
    publishing.send(club, by=aino)
    publishing.take(club, by=doris)
    publishing.approve(club, by=doris)
    assert shown(club) == "Ystäväkahvila"


def test_nobody_approves_her_own(house, doris, admin):
    club = told(house, doris)
    publishing.submit(club, by=doris)
    with pytest.raises(PermissionDenied):
        publishing.approve(club, by=doris)
    assert reading.awaiting(doris) == []
    publishing.approve(club, by=admin)
    assert shown(club) == "Ystäväkahvila"


def test_what_was_sent_can_be_taken_back(club, aino, doris):
    publishing.send(club, by=aino)
    publishing.recall(club, by=aino)
    assert reading.awaiting(doris) == []
    with pytest.raises(ValidationError):
        publishing.recall(club, by=aino)


def test_nothing_new_is_not_sent(house, aino):
    with pytest.raises(ValidationError):
        publishing.submit(activity(of=house), by=aino)


def test_a_new_organisation_is_reviewed_by_the_coordinator_of_where_it_works(aino, doris, eero):
    house = organization(by=None, publish=False)
    member(house, aino)
    publishing.send(house, by=aino)
    assert [row.thing for row in reading.awaiting(doris)] == [house]
    assert reading.awaiting(eero) == []
    publishing.approve(Organization.objects.get(pk=house.pk), by=doris)
    assert Organization.objects.get(pk=house.pk).live


def test_nobody_gets_a_right_by_writing_herself_another_region(eero):
    house = organization()
    content = organization_content(addresses=(), service_areas=({"kind": "region", "code": "05"},))
    with pytest.raises(PermissionDenied):
        organizations.apply(content, to=Organization.objects.get(pk=house.pk), by=eero)
    assert {area.code for area in Organization.objects.get(pk=house.pk).service_areas.all()} == {
        "297"
    }


def test_those_upstairs_hear_who_did_what(club, house, aino, doris):
    heard = []

    def hear(name):
        def receiver(instance, by, comment, **kwargs):
            heard.append((name, instance.pk, by, comment))

        return receiver

    ears = {
        "submitted": hear("submitted"),
        "returned": hear("returned"),
        "approved": hear("approved"),
    }
    for name, ear in ears.items():
        getattr(signals, name).connect(ear)
    try:
        publishing.send(club, by=aino)
        publishing.give_back(club, by=doris, comment=" Mikä ilta? ")
        told(house, aino, "Tiistaikahvila", to=Activity.objects.get(pk=club.pk))
        publishing.send(club, by=aino)
        publishing.approve(club, by=doris, comment="Hienoa")
    finally:
        for name, ear in ears.items():
            getattr(signals, name).disconnect(ear)
    assert heard == [
        ("submitted", club.pk, aino, ""),
        ("returned", club.pk, doris, "Mikä ilta?"),
        ("submitted", club.pk, aino, ""),
        ("approved", club.pk, doris, "Hienoa"),
    ]


def test_a_coordinator_who_mends_and_publishes_has_approved(club, house, aino, doris):
    heard = []

    def ear(instance, by, **kwargs):
        heard.append((instance.pk, by))

    publishing.send(club, by=aino)
    told(house, doris, "Ystävien kahvila", to=Activity.objects.get(pk=club.pk))
    signals.approved.connect(ear)
    try:
        publishing.send(club, by=doris)
    finally:
        signals.approved.disconnect(ear)
    assert shown(club) == "Ystävien kahvila" and heard == [(club.pk, doris)]
    assert reading.awaiting(doris) == []


def test_the_queue_is_read_in_few_queries(house, aino, doris, django_assert_max_num_queries):
    for number in range(3):
        publishing.send(told(house, aino, f"Kerho {number}"), by=aino)
    with django_assert_max_num_queries(20) as few:
        assert len(reading.awaiting(doris)) == 3
    for number in range(9):
        publishing.send(told(house, aino, f"Piiri {number}"), by=aino)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert len(reading.awaiting(doris)) == 12


def test_what_changed_is_said_in_peoples_words(house, aino, doris):
    club = activity(of=house, channels=(at(),))
    thursdays = at().schedules[0].model_copy(update={"rrule": "FREQ=WEEKLY;BYDAY=TH"})
    told(
        house,
        aino,
        to=Activity.objects.get(pk=club.pk),
        summary=Text(fi="Kahvia, pullaa ja juttuseuraa yksinäiselle."),
        channels=(at(at().place, thursdays),),
    )
    publishing.send(club, by=aino)
    changes = {change.field: change for change in reading.changes(club)}
    assert set(changes) == {"summary", "times 0"}
    assert "tiistaisin" in changes["times 0"].before and "torstaisin" in changes["times 0"].after
    summary = changes["summary"]
    assert [words for new, words in summary.after_pieces if new] == [", pullaa"]


def test_of_what_is_new_everything_is_new(club):
    changes = reading.changes(club)
    assert all(not change.before for change in changes)
    assert {"name", "summary", "place 0", "times 0"} <= {change.field for change in changes}
