"""A time of an activity is written once, whoever writes it twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from seurantalo.activities.models import Occurrence
from seurantalo.activities.tests.factories import activity

pytestmark = pytest.mark.django_db


def twin(time, **other):
    """A second row of the same time."""
    kept = {name: getattr(time, name) for name in ("activity", "channel", "start", "end")}
    return Occurrence(**{**kept, "original_start": time.original_start, **other})


def test_the_same_planned_time_of_the_same_channel_is_refused():
    time = activity().occurrences.first()
    moved = time.start + timedelta(hours=1)
    for same in (twin(time), twin(time, start=moved, end=moved + timedelta(hours=1))):
        with pytest.raises(IntegrityError), transaction.atomic():
            same.save()


def test_another_channel_time_or_activity_may_be_at_the_same_time():
    time, other = activity().occurrences.first(), activity("Kuoro")
    other.occurrences.all().delete()
    later = time.original_start + timedelta(minutes=5)
    for each in (
        twin(time, channel=time.channel + 1),
        twin(time, original_start=later),
        twin(time, activity=other),
    ):
        each.save()
