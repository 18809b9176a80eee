"""Time passes: what is due is published, what has expired goes, clubs go on beyond the horizon."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from seurantalo.activities.models import Occurrence
from seurantalo.activities.tests.factories import activity
from seurantalo.jobs.registry import timetable
from seurantalo.publishing import commands as publishing
from seurantalo.search.live import current_index
from seurantalo.search.queries import find
from seurantalo.search.query import SearchQuery

pytestmark = pytest.mark.django_db


def names(words: str) -> list[str]:
    return [str(each.card.name) for each in find(SearchQuery(words=words), lang="fi").found]


def test_what_is_scheduled_is_found_when_its_time_comes(admin, monkeypatch, capsys):
    soon = timezone.now() + timedelta(days=2)
    club = activity("Avantosauna", publish=False)
    publishing.publish(club, by=admin, at=soon, until=soon + timedelta(days=7))
    call_command("tick")
    assert "Avantosauna" not in names("avantosauna")
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(hours=1))
    call_command("tick")
    assert "Avantosauna" in names("avantosauna")
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(days=8))
    call_command("tick")
    assert "Avantosauna" not in names("avantosauna")


def test_a_club_without_an_end_gets_new_times_and_search_knows_them(monkeypatch):
    activity("Kuoro")
    before = current_index().seq
    call_command("tick")
    assert current_index().seq == before
    later = timezone.now() + timedelta(days=60)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("tick")
    assert current_index().seq > before


def test_what_is_withdrawn_while_the_horizon_moves_gets_no_times(admin, monkeypatch):
    first, second = activity("Kuoro"), activity("Orkesteri")
    later = timezone.now() + timedelta(days=60)
    monkeypatch.setattr(timezone, "now", lambda: later)
    meanwhile = []

    def somebody_withdraws(execute, sql, *rest):
        if sql.startswith("DELETE") and "activities_occurrence" in sql and not meanwhile:
            meanwhile.append(second)
            publishing.withdraw(second, by=admin)
        return execute(sql, *rest)

    with connection.execute_wrapper(somebody_withdraws):
        call_command("tick")
    assert meanwhile and first.occurrences.exists()
    assert not Occurrence.objects.filter(activity=second).exists()


def test_one_that_cannot_be_published_holds_up_no_other(admin, monkeypatch, caplog):
    soon = timezone.now() + timedelta(days=2)
    broken, sound = (activity(name, publish=False) for name in ("Avantosauna", "Kuoro"))
    publishing.publish(broken, by=admin, at=soon)
    publishing.publish(sound, by=admin, at=soon + timedelta(minutes=1))
    revision = broken.latest_revision
    revision.content["contacts"] = "no list of contacts"
    revision.save()
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(hours=1))
    call_command("tick")
    assert names("kuoro") == ["Kuoro"]
    assert f"Revision {revision.pk} could not be changed" in caplog.text


def test_the_worker_does_it_every_quarter_of_an_hour():
    entry = next(each for each in timetable() if each.name == "tick")
    assert entry.task.module_path == "seurantalo.search.tasks.pass_time"
    assert entry.period == timedelta(minutes=15)
