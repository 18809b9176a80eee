"""What somebody has begun to tell, kept as it was typed until it is sent."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seurantalo.accounts.models import User
from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.records.content import ActivityContent
from seurantalo.telling.plain_text import plain


class Report(models.Model):
    """One notice on its way: the answers as typed, from the first word until it is sent.

    `answers` are raw, so that nothing typed is lost however wrong it is. `base` is the content it
    was filled from (an edit, a copy), `base_revision` the draft of `activity` that was. A report
    without an owner belongs to the browser session that knows its key.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(
        User, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("whose")
    )
    organization = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organiser"),
    )
    activity = models.ForeignKey(
        Activity, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("notice")
    )
    language = models.CharField(_("language of the texts"), max_length=12, default="fi")
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    base = models.JSONField(_("filled from"), null=True, blank=True)
    base_revision = models.BigIntegerField(null=True, blank=True)
    reached = models.CharField(_("question reached"), max_length=20, blank=True)
    created = models.DateTimeField(_("created"), default=timezone.now)
    modified = models.DateTimeField(_("changed"), default=timezone.now)
    # Told in full, and waits only until the right to speak for the organisation is confirmed.
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-modified"]
        indexes = [models.Index(fields=["owner", "sent_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called so far."""
        return plain(str(self.answers.get("title") or "")) or str(_("Untitled notice"))

    @property
    def begun(self) -> bool:
        """Whether it is kept: what is only looked at begins with the first answer."""
        return not self._state.adding

    @property
    def content(self) -> ActivityContent | None:
        """The content it was filled from, None when it began empty."""
        return ActivityContent.model_validate(self.base) if self.base else None

    @property
    def picture(self) -> str:
        """The address of the picture sent for this report; "" for one that was told before."""
        told = (self.answers.get("picture") or {}).get("url", "")
        before = {image["url"] for image in (self.base or {}).get("images") or ()}
        return "" if told in before else told

    def answer(self, name: str) -> Any:
        """What was answered, "" when nothing."""
        return self.answers.get(name, "")


class NoticeTemplate(models.Model):
    """A notice kept to begin others from: "our ordinary club evening"."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    name = models.CharField(_("name"), max_length=120)
    content = models.JSONField(_("content"))
    created = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("template of a notice")
        verbose_name_plural = _("templates of notices")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], name="notice_template_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
