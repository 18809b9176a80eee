"""A task that fails is tried again with growing waits, then an administrator hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from seurantalo.jobs import commands, queries, registry
from seurantalo.jobs.models import DeadLetter
from seurantalo.jobs.tests import chores
from seurantalo.jobs.worker import work_off

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _queue(settings, tmp_path, monkeypatch):
    """The real queue instead of doing it at once, and a diary."""
    settings.TASKS = {
        "default": {
            "BACKEND": "seurantalo.jobs.backends.Queue",
            "QUEUES": ["default", "mail"],
        }
    }
    monkeypatch.setenv("SEURANTALO_TEST_DIARY", str(tmp_path / "diary"))


@pytest.fixture
def diary(tmp_path):
    def lines():
        path = tmp_path / "diary"
        return path.read_text().splitlines() if path.exists() else []

    return lines


def make_time_pass(by: timedelta) -> None:
    for row in DBTaskResult.objects.filter(status="READY"):
        row.run_after -= by
        row.save()


def test_what_is_enqueued_is_done_once(diary):
    chores.greet.enqueue("Aino")
    assert diary() == []
    assert work_off() == 1
    assert work_off() == 0
    assert diary() == ["hello Aino"]


def test_what_is_rolled_back_is_not_done(diary):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        chores.greet.enqueue("Aino")
        raise ZeroDivisionError
    work_off()
    assert diary() == []


def test_a_failing_task_waits_longer_each_time_and_then_is_dead(diary):
    chores.stumble.enqueue("Aino")
    waits = []
    for _attempt in range(2):
        work_off()
        row = DBTaskResult.objects.get()
        assert row.status == "READY"
        waits.append(round((row.run_after - timezone.now()).total_seconds() / 60))
        assert work_off() == 0  # not before its time
        make_time_pass(timedelta(hours=7))
    assert waits == [1, 2]
    work_off()
    assert diary() == ["stumbled Aino"] * 3
    letter = DeadLetter.objects.get()
    assert letter.attempts == 3
    assert letter.error == "RuntimeError: no way for Aino"
    assert "chores.py" in letter.traceback
    assert queries.health().dead == 1
    assert not queries.health().well


def test_a_dead_letter_can_be_tried_again_or_thrown_away(diary):
    chores.refuse.enqueue()
    chores.stumble.enqueue("Bertta")
    for _attempt in range(3):
        work_off()
        make_time_pass(timedelta(hours=7))
    refused, stumbled = DeadLetter.objects.order_by("task_path")
    commands.discard(refused)
    commands.revive(stumbled)
    assert not DeadLetter.objects.exists()
    work_off()
    assert diary() == ["stumbled Bertta"] * 4


def test_a_task_that_is_no_more_is_dead_at_once():
    chores.greet.enqueue("Aino")
    DBTaskResult.objects.update(task_path="seurantalo.jobs.tests.chores.gone")
    work_off()
    letter = DeadLetter.objects.get()
    with pytest.raises(ImportError):
        commands.revive(letter)
    assert DeadLetter.objects.exists()  # it is not lost by trying


def test_waits_double_up_to_six_hours():
    patience = registry.Patience()
    minutes = [patience.wait(attempt).total_seconds() / 60 for attempt in (1, 2, 3, 9, 10, 50)]
    assert minutes == [1, 2, 4, 256, 360, 360]


def test_old_results_are_forgotten():
    chores.greet.enqueue("Aino")
    work_off()
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=15))
    assert commands.tidy() == 1


def test_what_died_is_forgotten_with_the_names_that_its_error_may_quote():
    for name in ("Aino", "Bertta"):
        DeadLetter.objects.create(task_path="x", error=name, attempts=1, enqueued_at=timezone.now())
    DeadLetter.objects.filter(error="Aino").update(died_at=timezone.now() - timedelta(days=91))
    assert commands.tidy() == 1
    assert DeadLetter.objects.get().error == "Bertta"


def test_wagtails_own_small_tasks_do_not_fill_the_queue(aino):
    task = import_string("wagtail.tasks.update_reference_index_task")
    task.enqueue("accounts", "user", str(aino.pk))
    assert not DBTaskResult.objects.exists()
