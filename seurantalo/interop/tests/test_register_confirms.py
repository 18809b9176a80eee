"""A register confirms what it tells; marks and calls of ours are no edits of its words."""

import pytest
from django.utils import timezone

from seurantalo.activities.queries import get_record
from seurantalo.activities.tests.factories import activity_content
from seurantalo.common.text import Text
from seurantalo.interop import sync
from seurantalo.interop.commands import source_of
from seurantalo.interop.models import Link
from seurantalo.interop.report import Report
from seurantalo.interop.sync import Told
from seurantalo.organizations.tests.factories import organization_content
from seurantalo.publishing import commands as publishing

pytestmark = pytest.mark.django_db


def tell(source, summary):
    report = Report()
    owner = Told("o1", organization_content(source="list"))
    club = Told("a1", activity_content(source="list", summary=Text(fi=summary)), owner="o1")
    list(sync.reconcile(source, [owner, club], report))
    link = Link.objects.get(source=source, kind=Link.Kind.ACTIVITY)
    return get_record(link.object_id), report


def test_what_a_register_tells_it_confirms_and_a_mark_does_not_keep_its_news_out(aino):
    source = source_of("list", "Kunnan luettelo")
    record, _report = tell(source, "Kahvia.")
    assert (record.assured_date, record.assurer) == (timezone.localdate(), "source")

    club = sync.Activity.objects.get(pk=record.id)
    sync.Activity.objects.filter(pk=club.pk).update(assured_date="2025-01-01")
    club.refresh_from_db()
    publishing.mark_stale(club)
    assert get_record(club.pk).stale_since is not None

    record, report = tell(source, "Kahvia ja pullaa.")
    assert str(record.summary) == "Kahvia ja pullaa."
    assert (record.stale_since, record.assurer) == (None, "source")
    assert report.counts["kept"] == 0


def test_what_a_person_wrote_is_still_hers(admin):
    source = source_of("list", "Kunnan luettelo")
    record, _report = tell(source, "Kahvia.")
    club = sync.Activity.objects.get(pk=record.id)
    club.summary = Text(fi="Teetä.")
    publishing.publish(club, by=admin)
    record, report = tell(source, "Kahvia ja pullaa.")
    assert str(record.summary) == "Teetä." and report.counts["kept"] == 1
