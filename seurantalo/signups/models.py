"""Who comes: the least that must be known, and until when."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seurantalo.activities.models import Activity

MOST_PEOPLE = 20  # of one sign-up
KEPT_DAYS, MOST_KEPT_DAYS = 30, 90  # after the last time


class SignUp(models.Model):
    """One who comes, or is interested, with those she brings. Never in a record or an export of ours.

    `original_start` names the time, as in RECURRENCE-ID; none means the whole series. `start` is
    when it begins as far as she knows, and `called_off` that she has been told it does not happen:
    by them she hears of each change once. The row is erased on `erase_on`.
    """

    class Status(models.TextChoices):
        """Whether she has a place."""

        INTERESTED = "interested", _("Interested")
        COMING = "coming", _("Coming")
        WAITING = "waiting", _("On the waiting list")
        CANCELLED = "cancelled", _("Cancelled")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    channel = models.PositiveSmallIntegerField(default=0)
    original_start = models.DateTimeField(_("time"), null=True, blank=True)
    start = models.DateTimeField(_("start"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    people = models.PositiveSmallIntegerField(
        _("how many people"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    language = models.CharField(_("language"), max_length=5, default="fi")
    status = models.CharField(_("state"), max_length=10, choices=Status)
    created = models.DateTimeField(_("signed up"), default=timezone.now)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    called_off = models.BooleanField(_("told that it does not happen"), default=False)
    erase_on = models.DateField(_("erased on"))

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["created", "pk"]
        indexes = [
            models.Index(fields=["activity", "channel", "original_start"]),
            models.Index(fields=["erase_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.status}"

    @property
    def active(self) -> bool:
        """Whether she still wants to come."""
        return self.status != self.Status.CANCELLED


class Intake(models.Model):
    """How an activity takes sign-ups: how long they are kept, and what has been told about it.

    `told` is what those who come to the whole series last knew of its times; `digested_at` until
    when its organisers have heard of new sign-ups.
    """

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="+", primary_key=True)
    keep_days = models.PositiveSmallIntegerField(
        _("days kept"),
        default=KEPT_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_KEPT_DAYS)],
    )
    told = models.JSONField(default=dict, blank=True)
    digested_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("taking of sign-ups")
        verbose_name_plural = _("takings of sign-ups")

    def __str__(self) -> str:
        return f"{self.activity_id}"


class Closing(models.Model):
    """Sign-up for one time (none: the whole series) that its organiser has closed early."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+")
    channel = models.PositiveSmallIntegerField(default=0)
    original_start = models.DateTimeField(_("time"), null=True, blank=True)

    class Meta:
        verbose_name = _("closed sign-up")
        verbose_name_plural = _("closed sign-ups")
        indexes = [models.Index(fields=["activity"])]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.original_start}"
