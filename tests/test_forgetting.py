"""What is left of a person who was forgotten: nothing that says who she was."""

from __future__ import annotations

import pytest
from wagtail.models import ModelLogEntry

from seurantalo.accounts import commands, roles
from seurantalo.desk.administration import commands as administration
from seurantalo.mail import commands as mail
from seurantalo.mail.models import Bounce
from seurantalo.places.models import Area

pytestmark = pytest.mark.django_db


def test_the_log_does_not_name_who_is_gone(admin, aino):
    roles.grant(email=aino.email, region=Area.objects.get(kind="region", code="11"), by=admin)
    mail.note_bounce(aino.email, f"550 <{aino.email}> unknown")
    administration.trust_again(Bounce.objects.get(), by=admin)
    commands.erase(aino, by=aino)
    told = str([(row.label, row.data) for row in ModelLogEntry.objects.all()])
    assert "11" in told and aino.email not in told and str(aino) not in told
