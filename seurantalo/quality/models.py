"""Is the information alive: looks by day, confirmations asked for, links that were tried."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from seurantalo.organizations.models import Organization


class Look(models.Model):
    """How many times a public page was opened on a day; nothing about who opened it."""

    class Kind(models.TextChoices):
        """Whose page it was."""

        ACTIVITY = "activity", _("activity")
        ORGANIZATION = "organization", _("organisation")

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    object_id = models.BigIntegerField(_("our id"))
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id", "day"], name="look_once_a_day"),
        ]
        indexes = [models.Index(fields=["day"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}, {self.day}: {self.count}"


class Asking(models.Model):
    """That its people are asked whether a thing is still true, and what came of it.

    One is open at a time; it is closed by an answer, an edit or a withdrawal. Who was asked
    is not kept: whoever works for the organisation may answer.
    """

    class Answer(models.TextChoices):
        """How it was closed."""

        TRUE = "true", _("still true, or mended")
        ENDED = "ended", _("ended")

    kind = models.CharField(_("kind"), max_length=12, choices=Look.Kind)
    object_id = models.BigIntegerField(_("our id"))
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    asked = models.DateField(_("asked"))
    # There was no address to ask at, or letters to it come back: the coordinator's matter.
    unreachable = models.BooleanField(_("nobody could be asked"), default=False)
    reminded = models.DateField(_("reminded"), null=True, blank=True)
    marked = models.DateField(_("marked as not confirmed"), null=True, blank=True)
    hidden = models.DateField(_("hidden"), null=True, blank=True)
    call_wanted = models.DateField(_("asked to be rung"), null=True, blank=True)
    call_note = models.CharField(_("number and time for ringing"), max_length=200, blank=True)
    answered = models.DateField(_("answered"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, blank=True)

    class Meta:
        verbose_name = _("question whether it is still true")
        verbose_name_plural = _("questions whether it is still true")
        ordering = ["asked", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                condition=models.Q(answered__isnull=True),
                name="asked_once_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["answered", "asked"], name="asking_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}, {self.asked}"


class LinkCheck(models.Model):
    """A web address that public records lead to, and how it answered when it was last tried.

    It is broken when it has failed on two different days; `broken_since` is the second of them.
    """

    class Status(models.TextChoices):
        """What we know of it."""

        WAITING = "waiting", _("not tried yet")
        GOOD = "good", _("works")
        FAILING = "failing", _("failed once")
        BROKEN = "broken", _("broken")
        UNKNOWN = "unknown", _("we may not try it")

    url = models.CharField(_("web address"), max_length=2000, unique=True)
    host = models.CharField(_("host"), max_length=255, db_index=True)
    status = models.CharField(
        _("status"), max_length=8, choices=Status, default=Status.WAITING, db_index=True
    )
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    broken_since = models.DateField(_("broken since"), null=True, blank=True)
    checked = models.DateTimeField(_("tried"), null=True, blank=True)
    next_check = models.DateTimeField(_("to be tried"), db_index=True)
    asked = models.DateTimeField(_("asked to be tried at once"), null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.url


class LinkUse(models.Model):
    """Where a link stands: derived from the public records, written anew when one is published."""

    link = models.ForeignKey(LinkCheck, models.CASCADE, related_name="uses")
    kind = models.CharField(_("kind"), max_length=12, choices=Look.Kind)
    object_id = models.BigIntegerField(_("our id"))
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("place of a link")
        verbose_name_plural = _("places of links")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["link", "kind", "object_id"], name="link_use_once"),
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="link_use_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} → {self.link_id}"


class Pair(models.Model):
    """Two things that may be one, as found at night; `first` has the smaller number.

    What somebody said about it is remembered: the two are not brought up again.
    """

    class Status(models.TextChoices):
        """What a coordinator said."""

        OPEN = "open", _("to be looked at")
        DISMISSED = "dismissed", _("not the same")
        MERGED = "merged", _("merged")

    kind = models.CharField(_("kind"), max_length=12, choices=Look.Kind)
    first = models.BigIntegerField(_("our id"))
    second = models.BigIntegerField(_("the other's id"))
    score = models.FloatField(_("how surely"))
    reasons = models.JSONField(_("reasons"), default=list)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.OPEN)
    found = models.DateField(_("found"))
    decided = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="pair_once"),
        ]
        indexes = [models.Index(fields=["status", "kind", "-score"], name="pair_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.first} = {self.second}"
