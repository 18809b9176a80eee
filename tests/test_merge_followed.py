"""What others know of a merged organisation, and what is being told for it, follow it and come back."""

import pytest

from seurantalo.interop.models import Link, Source
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.telling import commands

pytestmark = pytest.mark.django_db


def test_what_is_being_told_and_what_others_know_follow_a_merge(aino, doris):
    old, kept = organization("Nilsiän ystävät"), organization("Nilsiän Ystävät ry")
    member(old, aino)
    report = commands.start(aino, organization=old)
    source = Source.objects.create(code="ptv", user=doris)
    link = Link.objects.create(
        source=source, kind="organization", external_id="x", object_id=old.pk
    )
    merge = publishing.merge(old, into=kept, by=doris)
    for thing in (report, link):
        thing.refresh_from_db()
    assert (report.organization, link.object_id) == (kept, kept.pk)
    publishing.unmerge(merge, by=doris)
    for thing in (report, link):
        thing.refresh_from_db()
    assert (report.organization, link.object_id) == (old, old.pk)
