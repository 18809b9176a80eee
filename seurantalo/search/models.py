"""What the index is made from: one row per findable record, in the order of their changes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def _new_source() -> str:
    return uuid4().hex


class SearchDocument(models.Model):
    """A findable record as the index and the lists keep it; together the change log of the index.

    `document` is what the index keeps (`search.index.pack`), `card` what a list shows, `times` what
    calendars were told (`ical_tombstones.bare`). A record that is gone stays as a `deleted` row
    until the next segment is written, so that every process hears of it.
    """

    key = models.CharField(max_length=60, primary_key=True)
    seq = models.BigIntegerField(db_index=True)
    deleted = models.BooleanField(default=False)
    document = models.BinaryField(default=bytes)
    card: Any = models.JSONField(default=dict)
    times = models.TextField(default="", blank=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")

    def __str__(self) -> str:
        return self.key


class SearchLog(models.Model):
    """The one row that numbers the changes. Its lock makes the numbers follow the commits.

    `source` tells this log from that of another database; `analyser` names what the words of all
    documents were made with. `at` is the moment of the last change.
    """

    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=32, default=_new_source)
    analyser = models.CharField(max_length=400, default="")

    class Meta:
        verbose_name = _("search log")
        verbose_name_plural = _("search logs")

    def __str__(self) -> str:
        return f"{self.source}:{self.seq}"


class Tombstone(models.Model):
    """What calendars still show of what is public no more: its bare times, cancelled.

    It is of a whole activity, then `key` is that of the activity, or of times that were taken off
    one. `record` is the activity ("activity:12"). `events` are VEVENTs with nothing but UIDs and
    times, `document` is what a feed finds it by: of its places the municipality, of its words
    nothing. Erased after `tombstones.KEPT`.
    """

    key = models.CharField(max_length=60, primary_key=True)
    record = models.CharField(max_length=60, db_index=True)
    document = models.BinaryField()
    events = models.TextField()
    gone = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("trace of what was withdrawn")
        verbose_name_plural = _("traces of what was withdrawn")

    def __str__(self) -> str:
        return self.key


class SearchGap(models.Model):
    """Words for which nothing was found, counted by day and place; nothing about the person."""

    words = models.CharField(_("words"), max_length=300)
    place = models.CharField(_("place"), max_length=200, blank=True)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        ordering = ["-day", "-count"]
        constraints = [
            models.UniqueConstraint(fields=["words", "place", "day"], name="search_gap_once")
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.place or '–'}), {self.day}: {self.count}"
