"""Every read about the queue: how it is, what died."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from seurantalo.jobs.models import DeadLetter, Worker

FRESH = timedelta(minutes=2)


@dataclass(frozen=True)
class Health:
    """How the queue is."""

    workers: int
    waiting: int
    late: int
    running: int
    oldest: datetime | None
    dead: int

    @property
    def well(self) -> bool:
        """Is somebody working, is nothing late, is nothing dead?"""
        return self.workers > 0 and not self.late and not self.dead


def health() -> Health:
    """How many workers, how many tasks wait, how late the queue is, how many are dead."""
    now = timezone.now()
    ready = DBTaskResult.objects.ready()
    return Health(
        workers=Worker.objects.filter(seen_at__gt=now - FRESH).count(),
        waiting=DBTaskResult.objects.filter(status="READY").count(),
        late=ready.filter(enqueued_at__lt=now - timedelta(minutes=10))
        .exclude(run_after__range=(now - timedelta(minutes=10), now))
        .count(),
        running=DBTaskResult.objects.running().count(),
        oldest=ready.aggregate(oldest=Min("enqueued_at"))["oldest"],
        dead=DeadLetter.objects.count(),
    )


def dead_letters() -> QuerySet[DeadLetter]:
    """What failed for good, newest first."""
    return DeadLetter.objects.all()
