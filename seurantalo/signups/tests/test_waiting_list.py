"""It is full, somebody cancels, the next one gets in: never more than fit, nobody passed."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from seurantalo.activities import commands as activities
from seurantalo.activities.models import Activity
from seurantalo.activities.queries import content
from seurantalo.organizations.tests.factories import member
from seurantalo.records.content import OccurrenceChange
from seurantalo.signups import commands, following, queries
from seurantalo.signups.models import SignUp
from seurantalo.signups.tests.factories import later, offer_of, once, party, sign_up

pytestmark = pytest.mark.django_db


def statuses():
    return [each.status for each in SignUp.objects.order_by("pk")]


def with_limit(activity, limit, by):
    """The organiser says that so many fit."""
    told = content(activity)
    channel = told.channels[0]
    rule = channel.registration.model_copy(update={"limit": limit})
    changed = channel.model_copy(update={"registration": rule})
    activities.apply(
        told.model_copy(update={"channels": (changed,)}),
        organization=activity.organization,
        by=by,
        to=Activity.objects.get(pk=activity.pk),
    )
    later()


def test_who_waits_gets_in_when_somebody_cancels(mailoutbox):
    full = party(limit=1, waiting_list=True)
    maija, liisa, eeva = (sign_up(full, name) for name in ("Maija", "Liisa", "Eeva"))
    assert statuses() == ["coming", "waiting", "waiting"]
    assert "Olet jonossa" in mailoutbox[1].subject
    mailoutbox.clear()
    commands.cancel(maija)
    assert statuses() == ["cancelled", "coming", "waiting"]
    (letter,) = mailoutbox
    assert letter.to == [liisa.email] and "Sait paikan" in letter.subject
    commands.cancel(maija)  # pressed twice
    assert statuses() == ["cancelled", "coming", "waiting"] and len(mailoutbox) == 1
    commands.erase(liisa)
    assert SignUp.objects.get(pk=eeva.pk).status == "coming"


def test_a_big_family_is_not_passed_by_those_behind(mailoutbox):
    full = party(limit=3, waiting_list=True)
    first = sign_up(full, "Maija", people=2)
    sign_up(full, "Perhe", people=3)
    assert offer_of(full).left == 0  # one place is free, but somebody waits for it
    sign_up(full, "Yksin")
    assert statuses() == ["coming", "waiting", "waiting"]
    commands.cancel(first)
    assert statuses() == ["cancelled", "coming", "waiting"]


def test_without_a_waiting_list_full_is_full(client):
    full = party(limit=1)
    sign_up(full)
    with pytest.raises(ValidationError) as error:
        sign_up(full, "Liisa")
    assert error.value.code == "full" and offer_of(full).state == "full"


def test_more_places_let_the_next_ones_in(admin, mailoutbox):
    full = party(limit=1, waiting_list=True)
    for name in ("Maija", "Liisa", "Eeva", "Anna"):
        sign_up(full, name)
    mailoutbox.clear()
    with_limit(full, 3, admin)
    assert statuses() == ["coming", "coming", "coming", "waiting"]
    assert sorted(each.to[0] for each in mailoutbox) == ["eeva@koti.example", "liisa@koti.example"]
    with_limit(full, 1, admin)  # nobody who has a place loses it
    assert statuses() == ["coming", "coming", "coming", "waiting"]


def test_a_time_marked_full_keeps_its_queue(admin):
    full = party(waiting_list=True)
    maija = sign_up(full)
    change = OccurrenceChange(original_start=maija.original_start, status="full")
    activities.change_occurrence(full, change, by=admin)
    assert sign_up(full, "Liisa").status == "waiting"
    commands.cancel(maija)
    assert statuses() == ["cancelled", "waiting"]


def test_the_organiser_gives_a_place_when_there_is_room(aino, admin, mailoutbox):
    full = party(limit=2, waiting_list=True)
    member(full.organization, aino)
    seated = sign_up(full, "Maija", people=2)
    family, alone = sign_up(full, "Perhe", people=2), sign_up(full, "Yksin")
    with pytest.raises(ValidationError):
        commands.give_place(alone, by=aino)
    with_limit(full, 3, admin)
    assert SignUp.objects.get(pk=family.pk).status == "waiting"
    mailoutbox.clear()
    commands.give_place(alone, by=aino)
    assert SignUp.objects.get(pk=alone.pk).status == "coming"
    assert [each.to for each in mailoutbox] == [[alone.email]]
    assert SignUp.objects.get(pk=seated.pk).status == "coming"


def test_each_time_has_its_own_queue():
    club = party(limit=1, waiting_list=True, schedule=once(7, 14))
    maija = sign_up(club, "Maija")
    sign_up(club, "Liisa")
    other = sign_up(club, "Liisa", number=1)
    assert other.status == "coming"
    commands.cancel(maija)
    assert SignUp.objects.filter(status="waiting").count() == 0


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("sign up"), st.integers(1, 4)),
        st.tuples(st.just("cancel"), st.integers(0, 30)),
        st.tuples(st.just("erase"), st.integers(0, 30)),
        st.tuples(st.just("raise"), st.integers(0, 3)),
    ),
    max_size=14,
)


class Whatever(TestCase):
    """Whatever happens in whatever order."""

    @settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.differing_executors]
    )
    @given(limit=st.integers(1, 6), steps=STEPS)
    def test_never_more_than_fit_and_nobody_is_passed(self, limit, steps):
        full = party(limit=limit, waiting_list=True)
        allowed = limit
        for number, (deed, amount) in enumerate(steps):
            rows = list(SignUp.objects.exclude(status="cancelled"))
            if deed == "sign up":
                sign_up(
                    full, f"M{number}", people=amount, email="", phone=f"040 555 {1000 + number}"
                )
            elif deed == "raise":
                allowed += amount
                self._raise(full, allowed)
            elif rows:
                do = {"cancel": commands.cancel, "erase": commands.erase}[deed]
                do(rows[amount % len(rows)])
            self._holds(full, allowed)

    def _raise(self, full, limit):
        row = full.channels.get()
        row.registration = (row.registration[0].model_copy(update={"limit": limit}),)
        row.save()
        commands.follow(full.pk)

    def _holds(self, full, limit):
        rows = list(SignUp.objects.filter(activity=full).exclude(status="cancelled"))
        coming = [each for each in rows if each.status == "coming"]
        waiting = [each for each in rows if each.status == "waiting"]
        people = sum(each.people for each in coming)
        assert people <= limit
        # Who has a place came before everybody who waits, and the first who waits does not fit.
        assert not (coming and waiting) or max(e.pk for e in coming) < min(e.pk for e in waiting)
        assert not waiting or people + waiting[0].people > limit
        taken = queries.taken(full)
        assert sum(each.coming for each in taken.values()) == people
        assert following.move_queue(full) == []
