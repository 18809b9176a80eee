"""Looking at the service as somebody else begins nothing in her name."""

from __future__ import annotations

import pytest
from django.urls import reverse

from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.telling.models import Report

pytestmark = pytest.mark.django_db


def test_no_edit_is_begun_in_her_name(client, admin, aino):
    house = organization()
    member(house, aino)
    club = activity("Ystäväkahvila", of=house)
    client.force_login(admin)
    client.post(reverse("see-as"), {"person": aino.pk})
    edit = reverse("edit-activity", args=[club.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit).status_code == 403
    assert not Report.objects.exists()
