"""The freshness loop, night by night: what is asked when, and that silence can be mended."""

from datetime import date, timedelta

import pytest

from seurantalo.accounts.tests.factories import coordinator
from seurantalo.activities.queries import get_record, published
from seurantalo.activities.tests.factories import activity
from seurantalo.common import switches
from seurantalo.jobs.registry import timetable
from seurantalo.mail.commands import note_bounce
from seurantalo.organizations.models import RegionRule
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.places.models import Area
from seurantalo.publishing import commands as publishing
from seurantalo.quality import commands, queries, tasks
from seurantalo.quality.models import Asking
from seurantalo.quality.people import Reader, readers
from seurantalo.quality.tests.factories import CONTACT, confirmed, friends, nights
from seurantalo.records.content import AreaCode, ContactPointContent
from seurantalo.search.models import SearchDocument

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2028, 1, 1)


def as_reader(user):
    return Reader(user.email, user.language, user)


def test_a_year_in_which_nobody_answers_and_then_somebody_does(aino, doris, mailoutbox):
    choir = activity("Nilsiän kuoro", of=friends(date(2028, 4, 1)), kind="hobby")
    confirmed(choir, date(2028, 2, 1))
    member(choir.organization, aino)

    done = nights(date(2028, 8, 1), date(2028, 12, 20))

    # The choir is due at the start of the autumn term; the organisation would be due on 1 October
    # and is asked by itself, for that is more than a month later.
    asked, again = date(2028, 8, 15), date(2028, 10, 1)
    assert list(done) == sorted(
        start + timedelta(days=days)
        for start in (asked, again)
        for days in (0, 14, 30, 120)
        if start + timedelta(days=days) <= date(2028, 12, 20)
    )
    assert [mail.to for mail in mailoutbox] == [["aino@seurantalo.example"]] * 4
    assert [mail.subject for mail in mailoutbox] == [
        "Pitääkö ”Nilsiän kuoro” vielä paikkansa?",
        "Muistutus: pitääkö ”Nilsiän kuoro” vielä paikkansa?",
        "Pitääkö ”Nilsiän ystävät ry” vielä paikkansa?",
        "Muistutus: pitääkö ”Nilsiän ystävät ry” vielä paikkansa?",
    ]
    hidden = Asking.objects.get(kind="activity", object_id=choir.pk)
    assert (hidden.marked, hidden.hidden) == (date(2028, 9, 14), date(2028, 12, 13))
    assert not published().filter(pk=choir.pk).exists()
    assert list(queries.hidden_for(doris)) == [hidden]

    # A tap on the link in the letter brings it back exactly as it was, confirmed.
    choir.refresh_from_db()
    commands.confirm([choir], reader=as_reader(aino), today=date(2028, 12, 21))
    record = get_record(choir.pk)
    assert (record.assured_date, record.assurer) == (date(2028, 12, 21), "organization")
    assert record.stale_since is None and str(record.name) == "Nilsiän kuoro"
    assert not SearchDocument.objects.get(key=f"activity:{choir.pk}").deleted
    assert not queries.hidden_for(doris).exists()


def test_the_mark_is_shown_to_readers_and_a_confirmation_removes_it(aino, client):
    cafe = activity(of=friends(NEW_YEAR))
    confirmed(cafe, NEW_YEAR)
    member(cafe.organization, aino)
    nights(date(2028, 7, 1), date(2028, 7, 31))
    page = client.get(f"/toiminta/{cafe.pk}").content.decode()
    assert "Ei vahvistettu viime aikoina." in page and "viimeksi vahvistettu 1.1.2028" in page
    card = SearchDocument.objects.get(key=f"activity:{cafe.pk}").card
    assert card["stale_since"] == "2028-07-31"
    assert client.get(f"/toiminta/{cafe.pk}.json").json()["stale_since"] == "2028-07-31"

    cafe.refresh_from_db()
    commands.confirm([cafe], reader=as_reader(aino), today=date(2028, 8, 1))
    assert "Ei vahvistettu" not in client.get(f"/toiminta/{cafe.pk}").content.decode()


def test_one_letter_gathers_everything_of_all_her_organisations(aino, mailoutbox):
    first, second = friends(NEW_YEAR), friends(NEW_YEAR, "Nilsiän martat ry")
    for number in range(3):
        confirmed(activity(f"Kerho {number}", of=first), date(2028, 1, 10 + number))
    for each in (first, second):
        member(each, aino)
    nights(date(2028, 7, 1), date(2028, 7, 13))
    (letter,) = mailoutbox
    assert letter.subject == "Pitävätkö nämä 5 vielä paikkansa?"
    for name in ("Kerho 0", "Kerho 1", "Kerho 2", "Nilsiän ystävät ry", "Nilsiän martat ry"):
        assert name in letter.body
    assert letter.body.count("/vahvista/") == 3 * 5 + 2  # three of each, all at once, a call


def test_two_regions_keep_their_own_rhythm(mailoutbox):
    savo = Area.objects.get(kind="region", code="11")
    RegionRule.objects.create(
        area=savo, confirm_months=3, remind_after_days=7, mark_after_days=10, hide_after_days=20
    )
    told = {"contacts": (ContactPointContent(**CONTACT),)}
    here = friends(NEW_YEAR, **told)
    kanta_hame = (AreaCode(kind="municipality", code="109"),)
    there = friends(
        NEW_YEAR, "Hämeenlinnan ystävät ry", addresses=(), service_areas=kanta_hame, **told
    )
    nights(date(2028, 3, 31), date(2028, 4, 21))
    nights(date(2028, 6, 30), date(2028, 7, 31))
    mine, theirs = (Asking.objects.get(object_id=each.pk) for each in (here, there))
    assert (mine.asked, mine.reminded, mine.marked, mine.hidden) == (
        date(2028, 4, 1), date(2028, 4, 8), date(2028, 4, 11), date(2028, 4, 21),
    )  # fmt: skip
    assert (theirs.asked, theirs.reminded, theirs.marked, theirs.hidden) == (
        date(2028, 7, 1), date(2028, 7, 15), date(2028, 7, 31), None,
    )  # fmt: skip
    assert len(mailoutbox) == 4


def test_the_organisations_own_address_is_asked_when_nobody_works_for_it_here(mailoutbox):
    friends(NEW_YEAR, contacts=(ContactPointContent(**CONTACT),))
    nights(date(2028, 7, 1), date(2028, 7, 1))
    assert [mail.to for mail in mailoutbox] == [[CONTACT["email"]]]


def test_managers_are_asked_and_editors_only_when_there_is_none(aino, bertta):
    both, one = organization(), organization("Marttayhdistys")
    member(both, aino)
    member(both, bertta, "editor")
    member(one, bertta, "editor")
    found = readers([both, one])
    assert [[each.email for each in found[o.pk]] for o in (both, one)] == [
        ["aino@seurantalo.example"],
        ["bertta@seurantalo.example"],
    ]


def test_whom_no_letter_reaches_is_the_coordinators_matter(aino, doris, eero, mailoutbox):
    group = friends(NEW_YEAR)
    member(group, aino)
    note_bounce(aino.email, "user unknown")
    done = nights(date(2028, 7, 1), date(2028, 7, 20))
    assert [(each.asked, each.letters) for each in done.values()] == [(1, 0)]
    assert not mailoutbox
    assert [each.object_id for each in queries.unreachable_for(doris)] == [group.pk]
    assert not queries.unreachable_for(eero).exists()


def test_events_and_what_a_register_tells_are_not_asked_about(mailoutbox):
    group = friends(date(2028, 6, 1), contacts=(ContactPointContent(**CONTACT),))
    confirmed(activity("Joulukonsertti", of=group, kind="event"), NEW_YEAR)
    office = friends(
        NEW_YEAR, "Kuopion kaupunki", source="ptv", contacts=(ContactPointContent(**CONTACT),)
    )
    confirmed(activity("Neuvonta", of=office, source="ptv"), NEW_YEAR)
    assert not nights(date(2028, 7, 1), date(2028, 7, 31))
    assert not mailoutbox


def test_running_a_night_twice_does_nothing_more(aino, mailoutbox):
    member(friends(NEW_YEAR), aino)
    day = date(2028, 7, 1)
    assert commands.keep_fresh(today=day).letters == 1
    assert commands.keep_fresh(today=day) == commands.Night()
    assert len(mailoutbox) == 1


def test_an_edit_or_a_withdrawal_closes_the_question(aino, admin):
    cafe, circle = (activity(name, of=friends(date(2028, 6, 1))) for name in ("Kahvila", "Piiri"))
    for each in (cafe, circle):
        confirmed(each, NEW_YEAR)
    nights(date(2028, 7, 1), date(2028, 7, 1))
    publishing.assure(cafe, by=admin, on=date(2028, 7, 3))
    publishing.withdraw(circle, by=admin)
    assert not queries.open_askings().exists()


def test_an_organisation_with_living_activities_is_marked_but_not_hidden(aino):
    group = friends(NEW_YEAR)
    member(group, aino)
    cafe = activity(of=group)
    confirmed(cafe, date(2028, 12, 1))
    nights(date(2028, 7, 1), date(2028, 7, 31))
    nights(date(2028, 10, 28), date(2028, 10, 30))
    group.refresh_from_db()
    assert group.live and group.stale_since == date(2028, 7, 31)


def test_one_that_cannot_be_marked_holds_up_none_of_the_others(aino, monkeypatch):
    one, other = friends(NEW_YEAR), friends(NEW_YEAR, "Toinen ry")
    nights(date(2028, 7, 1), date(2028, 7, 1))
    real = publishing.mark_stale

    def fails_once(thing, **told):
        if thing == one:
            raise RuntimeError("the database hiccuped")
        real(thing, **told)

    monkeypatch.setattr(publishing, "mark_stale", fails_once)
    commands.keep_fresh(today=date(2028, 7, 31))
    one.refresh_from_db(), other.refresh_from_db()
    assert (one.stale_since, other.stale_since) == (None, date(2028, 7, 31))
    monkeypatch.setattr(publishing, "mark_stale", real)
    assert commands.keep_fresh(today=date(2028, 8, 1)).marked == 1


def test_the_night_asks_the_same_number_of_questions_of_the_database_however_much_is_fresh(
    django_assert_max_num_queries,
):
    group = friends(date(2028, 6, 1))
    for number in range(12):
        confirmed(activity(f"Kerho {number}", of=group), date(2028, 6, 1))
    with django_assert_max_num_queries(25):
        commands.keep_fresh(today=date(2028, 7, 1))


def test_a_coordinator_of_another_region_sees_nothing_of_it(doris):
    other = coordinator("Väinö", region="17")
    friends(NEW_YEAR)
    nights(date(2028, 7, 1), date(2028, 7, 31))
    assert queries.stale_for(doris).count() == 1
    assert not queries.waiting_for(other).exists()


def test_letters_that_come_back_later_are_told_to_the_coordinator_and_a_new_address_is_asked(
    aino, bertta, doris, mailoutbox
):
    group = friends(NEW_YEAR)
    member(group, aino)
    nights(date(2028, 7, 1), date(2028, 7, 2))
    note_bounce(aino.email, "mailbox closed")
    nights(date(2028, 7, 3), date(2028, 7, 20))
    assert len(mailoutbox) == 1
    assert [each.object_id for each in queries.unreachable_for(doris)] == [group.pk]
    member(group, bertta)
    nights(date(2028, 7, 21), date(2028, 7, 22))
    assert [mail.to for mail in mailoutbox] == [[aino.email], [bertta.email]]
    assert not queries.unreachable_for(doris).exists()


def test_a_long_pause_of_the_service_takes_nobodys_time_to_answer(aino, mailoutbox):
    member(friends(NEW_YEAR), aino)
    nights(date(2028, 7, 1), date(2028, 7, 1))
    back = date(2029, 1, 10)
    done = nights(back, back + timedelta(days=17)) | nights(
        back + timedelta(days=105), back + timedelta(days=107)
    )
    (asking,) = Asking.objects.all()
    assert (asking.reminded, asking.marked, asking.hidden) == (
        back,
        back + timedelta(days=16),
        back + timedelta(days=106),
    )
    assert sum(night.letters for night in done.values()) == 1


def test_an_administrator_can_stop_the_letters(
    aino, mailoutbox, django_capture_on_commit_callbacks
):
    member(friends(date(2025, 1, 1)), aino)
    with django_capture_on_commit_callbacks(execute=True):
        switches.turn("freshness-letters", False)
    tasks.keep_fresh.enqueue()
    assert not mailoutbox
    with django_capture_on_commit_callbacks(execute=True):
        switches.turn("freshness-letters", True)
    tasks.keep_fresh.enqueue()
    assert len(mailoutbox) == 1
    assert tasks.keep_fresh in [entry.task for entry in timetable()]
