"""What the worker remembers beside the queue itself: turns taken, workers alive, dead letters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Slot(models.Model):
    """A turn of the timetable that somebody has taken: with it, a turn is taken once only."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=40)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="one_turn_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"


class Worker(models.Model):
    """A running worker, by which the others know that it is alive."""

    name = models.CharField(primary_key=True, max_length=64)
    host = models.CharField(max_length=200)
    pid = models.PositiveBigIntegerField()
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"


class DeadLetter(models.Model):
    """A task that failed for good: kept until somebody tries it again or throws it away."""

    task_path = models.CharField(_("task"), max_length=200)
    queue_name = models.CharField(max_length=32)
    arguments = models.JSONField(_("arguments"), default=dict)
    error = models.CharField(_("error"), max_length=500)
    traceback = models.TextField(_("traceback"), blank=True)
    attempts = models.PositiveIntegerField(_("attempts"))
    enqueued_at = models.DateTimeField(_("enqueued"))
    died_at = models.DateTimeField(_("died"), auto_now_add=True)

    class Meta:
        verbose_name = _("dead letter")
        verbose_name_plural = _("dead letters")
        ordering = ["-died_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.task_path}: {self.error}"
