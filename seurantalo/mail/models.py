"""What the post office remembers: letters on their way, who bounced, who has had enough."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.Model):
    """One letter to one person. What it says is forgotten when it has been sent."""

    class Status(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        BOUNCED = "bounced", _("bounced")
        HELD = "held", _("held back")

    to = models.EmailField(_("to"), db_index=True)
    kind = models.CharField(_("kind"), max_length=80)
    language = models.CharField(_("language"), max_length=12)
    content = models.JSONField(null=True)
    unsubscribe_url = models.TextField(blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.WAITING, db_index=True
    )
    error = models.CharField(_("error"), max_length=500, blank=True)
    user_id = models.BigIntegerField(null=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    taken_at = models.DateTimeField(null=True)  # when a worker took it in hand
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self) -> str:
        return f"{self.kind} → {self.to}"


class Bounce(models.Model):
    """An address that takes no letters: nothing but sign-in is sent there until one gets through."""

    email = models.EmailField(_("email address"), unique=True)
    reason = models.CharField(_("reason"), max_length=500)
    count = models.PositiveIntegerField(_("times"), default=1)
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("bounced address")
        verbose_name_plural = _("bounced addresses")
        ordering = ["-last_at"]

    def __str__(self) -> str:
        return self.email


class Unsubscribed(models.Model):
    """Somebody does not want this kind of letter any more."""

    email = models.EmailField(_("email address"))
    kind = models.CharField(_("kind"), max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "kind"], name="unsubscribed_once")]

    def __str__(self) -> str:
        return f"{self.email}: {self.kind}"


class MailText(models.Model):
    """An administrator's own words for a kind of letter; what is empty stays as it was."""

    kind = models.CharField(_("kind"), max_length=80)
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    opening = models.TextField(_("before the button"), max_length=4000, blank=True)
    closing = models.TextField(_("after the button"), max_length=4000, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("text of a letter")
        verbose_name_plural = _("texts of letters")
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="one_text_each")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"
