"""What organisers say to each other about a plan, who follows it, and private calendar addresses."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seurantalo.organizations.models import Organization
from seurantalo.planning.models.plans import Plan


class Message(models.Model):
    """One message in the thread of a plan; of an author who has left only the organisation stays."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    text = models.TextField(_("message"), max_length=5000)
    by_mail = models.BooleanField(_("came by mail"), default=False)
    created = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created", "pk"]

    def __str__(self) -> str:
        return f"{self.plan} {self.created:%Y-%m-%d %H:%M}"


class Follow(models.Model):
    """That a person follows the thread of a plan, by mail too if she wishes.

    `reply_token` is the part of the address by which her answers come in by mail.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="follows")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    by_mail = models.BooleanField(_("by mail too"), default=True)
    reply_token = models.CharField(max_length=32, unique=True, editable=False)
    read_to = models.DateTimeField(_("read up to"), null=True, blank=True)

    class Meta:
        verbose_name = _("follower of a plan")
        verbose_name_plural = _("followers of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "user"], name="plan_followed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.user}"


class Change(models.Model):
    """That somebody changes a plan just now: its dates as they were, until those who follow are told.

    `before` is as `following.as_it_is` says it; a row is there for some minutes.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    by = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    before = models.JSONField()
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of a plan")
        verbose_name_plural = _("changes of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "by"], name="plan_change_once"),
        ]

    def __str__(self) -> str:
        return str(self.plan)


class CalendarKey(models.Model):
    """A secret address by which a person's calendar program reads plans; only its hash is kept.

    `query` is the view of the planning calendar it shows, as in its address.
    """

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=1000, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created = models.DateTimeField(_("created"), default=timezone.now)
    last_read = models.DateTimeField(_("last read"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("private calendar address")
        verbose_name_plural = _("private calendar addresses")
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name
