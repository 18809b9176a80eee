"""What was searched in vain is kept for a year and no longer."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from seurantalo.jobs.registry import timetable
from seurantalo.search import tasks
from seurantalo.search.commands import forget_gaps
from seurantalo.search.models import SearchGap

pytestmark = pytest.mark.django_db


def test_a_gap_older_than_a_year_is_forgotten():
    today = date(2028, 3, 1)
    for days in (364, 365, 366, 800):
        SearchGap.objects.create(words="sakki", day=today - timedelta(days=days), count=1)
    assert forget_gaps(today) == 2
    assert SearchGap.objects.count() == 2


def test_the_timetable_does_it():
    SearchGap.objects.create(words="sakki", day=timezone.localdate() - timedelta(days=400), count=1)
    assert tasks.forget_gaps in [entry.task for entry in timetable()]
    tasks.forget_gaps.enqueue()
    assert not SearchGap.objects.exists()
