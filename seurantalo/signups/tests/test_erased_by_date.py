"""Nothing is known of anybody for longer than it is needed."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils import timezone

from seurantalo.accounts import commands as accounts
from seurantalo.accounts import own_data, signals
from seurantalo.activities import commands as activities
from seurantalo.common.time import local_day
from seurantalo.organizations.tests.factories import member
from seurantalo.records.content import OccurrenceChange
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.signups import commands
from seurantalo.signups.models import SignUp
from seurantalo.signups.tests.factories import evening, later, once, party, sign_up

pytestmark = pytest.mark.django_db


def test_thirty_days_after_the_time_or_as_the_organiser_chose(aino):
    christmas = party()
    member(christmas.organization, aino)
    maija = sign_up(christmas)
    assert maija.erase_on == local_day(evening(7)) + timedelta(days=30)
    commands.keep_for(christmas, 3, by=aino)
    maija.refresh_from_db()
    assert maija.erase_on == local_day(evening(7)) + timedelta(days=3)
    assert sign_up(christmas, "Liisa").erase_on == maija.erase_on
    for days in (0, 91):
        with pytest.raises(ValidationError):
            commands.keep_for(christmas, days, by=aino)


def test_at_night_what_is_due_goes_and_the_rest_stays():
    christmas = party()
    old, new = sign_up(christmas), sign_up(christmas, "Liisa")
    assert commands.erase_old() == 0
    SignUp.objects.filter(pk=old.pk).update(
        erase_on=timezone.localdate() - timedelta(days=1),
        original_start=evening(-60),
        start=evening(-60),
    )
    assert commands.erase_old() == 1
    assert list(SignUp.objects.all()) == [new]


def test_of_a_series_that_goes_on_a_year_at_most():
    weekly = ScheduleRecord(dtstart=evening(1), duration=timedelta(hours=1), rrule="FREQ=WEEKLY")
    club = party("Kuoro", schedule=weekly, whole_series=True)
    maija = sign_up(club)
    year = timezone.localdate() + timedelta(days=365)
    assert timezone.localdate() < maija.erase_on <= year
    SignUp.objects.filter(pk=maija.pk).update(erase_on=timezone.localdate() - timedelta(days=1))
    assert commands.erase_old() == 0  # it goes on: reckoned anew
    long_ago = timezone.now() - timedelta(days=370)
    SignUp.objects.update(erase_on=timezone.localdate() - timedelta(days=1), created=long_ago)
    assert commands.erase_old() == 1


def test_a_moved_time_moves_the_date(admin):
    christmas = party()
    maija = sign_up(christmas)
    activities.change_occurrence(
        christmas,
        OccurrenceChange(
            original_start=maija.original_start,
            status="moved",
            start=evening(20),
            end=evening(20, 20),
        ),
        by=admin,
    )
    later()
    maija.refresh_from_db()
    assert maija.erase_on == local_day(evening(20)) + timedelta(days=30)


def test_who_has_an_account_takes_her_sign_ups_along_and_they_go_with_it(kalle, mailoutbox):
    full = party(limit=1, waiting_list=True)
    hers = sign_up(full, "Kalle", email=kalle.email)
    other = sign_up(full, "Liisa")
    (told,) = own_data.of(kalle)["sign_ups"]
    assert told["name"] == "Kalle" and told["activity"] == full.pk
    assert "Liisa" not in str(own_data.of(kalle))
    signals.leaving.send(sender=accounts, user=kalle)
    assert not SignUp.objects.filter(pk=hers.pk).exists()
    assert SignUp.objects.get(pk=other.pk).status == "coming"


def test_an_address_that_was_never_proved_is_not_hers(kalle):
    sign_up(party(schedule=once()), "Joku", email="muu@koti.example")
    EmailAddress.objects.create(user=kalle, email="muu@koti.example", verified=False)
    assert own_data.of(kalle)["sign_ups"] == []
