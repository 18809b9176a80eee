"""While times are typed into a notice, it says what they would clash with; it never stops anybody."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from seurantalo.activities.tests.factories import activity, activity_content, at
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki
from seurantalo.organizations.tests.factories import organization
from seurantalo.planning import advising
from seurantalo.planning.narrowing import Span
from seurantalo.records.content import PlaceContent
from seurantalo.records.schemas import ScheduleRecord
from seurantalo.telling import answers, commands, live
from seurantalo.telling.models import Report

pytestmark = pytest.mark.django_db

EVENING = helsinki(
    (datetime.now() + timedelta(days=21)).replace(hour=18, minute=0, second=0, microsecond=0)
)
ONCE = ScheduleRecord(dtstart=EVENING, duration=timedelta(hours=2))
HALL = PlaceContent(name=Text(fi="Talo"), municipality="740", latitude=61.868, longitude=28.886)


def test_the_step_of_times_warns_of_what_is_public(aino: Any) -> None:
    activity(
        "Eläkeläisten tanssit",
        of=organization("Savonlinnan eläkeläiset ry"),
        kind="event",
        target_groups=("older-people",),
        channels=(at(HALL, ONCE),),
    )
    told = activity_content(
        "Lauluilta", kind="event", target_groups=("older-people",), channels=(at(HALL, ONCE),)
    )
    report = Report(answers=answers.from_content(told, "fi"), language="fi")
    (advice,) = live.beside(report, "milloin", by=aino)["advices"]
    assert [each.title for each in advice.clashes] == ["Eläkeläisten tanssit"]
    spans = [Span(EVENING, EVENING + timedelta(hours=2))]
    weekly = advising.about_content(told, spans, weekly=True)
    (quiet,) = advising.advise(weekly, by=aino)
    assert not quiet.clashes


def test_free_dates_come_after_the_rest_while_one_types(client: Client, aino: Any) -> None:
    """A script is told what clashes at once and asks for the free dates; a page has them all."""
    activity(
        "Eläkeläisten tanssit",
        of=organization("Savonlinnan eläkeläiset ry"),
        kind="event",
        target_groups=("older-people",),
        channels=(at(HALL, ONCE),),
    )
    told = activity_content(
        "Lauluilta", kind="event", target_groups=("older-people",), channels=(at(HALL, ONCE),)
    )
    report = commands.start(aino, content=told)
    client.force_login(aino)
    step = reverse("report-step", args=[report.pk, "milloin"])
    typed = {"times": report.answers["times"]}
    saved = client.post(step, typed, headers={"X-Autosave": "1"}).content.decode()
    assert "Eläkeläisten tanssit" in saved
    assert "Lähellä vapaana:" not in saved
    (address,) = re.findall(r'data-free="([^"]+)"', saved)
    before = Report.objects.get(pk=report.pk).modified
    free = client.get(unescape(address)).content.decode()
    assert "Lähellä vapaana:" in free
    assert "Eläkeläisten tanssit" not in free
    assert Report.objects.get(pk=report.pk).modified == before  # reading writes nothing
    assert "Lähellä vapaana:" in client.get(step).content.decode()
    client.logout()
    assert "Lähellä vapaana:" not in client.get(unescape(address)).content.decode()
