"""The life of a published thing: drafts beside the live version, review, history.

Wagtail's mixins do the work; this room is the only one that knows Wagtail.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    Task,
    WorkflowMixin,
)

from seurantalo.common.fields import RecordsField, TranslatedField
from seurantalo.records.content import TranslationNote


class Assurer(models.TextChoices):
    """Who said last that the public version is true (HSDS assurer, without a person's name)."""

    ORGANIZATION = "organization", _("the organisation itself")
    PHONE = "phone", _("the organisation, by phone to a coordinator")
    COORDINATOR = "coordinator", _("a regional coordinator")
    SOURCE = "source", _("the register it comes from")


class Publishable(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """Something a person tells and everybody may read once it is published.

    The row holds the public version; an edit waits in a revision until it is published. Child
    tables enter a revision only by ParentalKey and ParentalManyToManyField; derived tables are
    rebuilt by receivers of `publishing.signals.published`.
    """

    # DraftStateMixin's default is True, and a draft must not be born public.
    live = models.BooleanField(_("live"), default=False, editable=False)
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    assured_date = models.DateField(_("last confirmed"), null=True, blank=True)
    assurer = models.CharField(_("confirmed by"), max_length=12, choices=Assurer, blank=True)
    # Nobody has confirmed it in time; it is marked so, ranks lower, and at last is withdrawn.
    stale_since = models.DateField(_("not confirmed since"), null=True, blank=True)
    # A trusted organisation published it at once, and no coordinator has looked at it yet.
    unreviewed = models.BooleanField(_("not yet looked at"), default=False, db_index=True)
    translation_notes = RecordsField(TranslationNote, verbose_name=_("translations"))
    source = models.CharField(_("source"), max_length=40, blank=True)
    public_service = models.BooleanField(_("public service"), default=False)

    # Wagtail would walk every relation of every save to index references nobody asks for.
    wagtail_reference_index_ignore = True
    # What is true of the thing and not of one version of it: an older draft must not undo it.
    beside_versions: tuple[str, ...] = ("stale_since", "unreviewed")

    class Meta:
        abstract = True

    def with_content_json(self, content: Any) -> Any:
        """The thing in the words of a version, with what is known of the thing by now.

        A confirmation later than the version stays.
        """
        words: Any = super().with_content_json(content)  # type: ignore[no-untyped-call]
        for name in self.beside_versions:
            setattr(words, name, getattr(self, name))
        known, told = self.assured_date, words.assured_date
        if known and (told is None or told < known):
            words.assured_date, words.assurer = known, self.assurer
        return words

    def believe(self, day: date | None, *, source: str) -> None:
        """Take in when it was last confirmed, as a teller says; nobody confirms what is to come."""
        if day and day != self.assured_date and day <= timezone.localdate():
            self.assured_date, self.assurer = day, Assurer.SOURCE if source else ""

    @property
    def version(self) -> int:
        """The live revision's id: grows at every publish (ETag, iCalendar SEQUENCE)."""
        return self.live_revision_id or 0

    @property
    def modified(self) -> Any:
        """When the public version last changed (aware)."""
        return self.last_published_at or self.created


class ReviewTask(Task):
    """The one step of review: somebody with the right reads, then approves or gives back."""

    class Meta:
        verbose_name = _("review")


class Picture(models.Model):
    """A picture with its alternative text; used by organisations and activities."""

    file = models.ImageField(
        upload_to="pictures/%Y/%m/", width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = TranslatedField(_("alternative text"), blank=False)
    credit = models.CharField(_("photographer"), max_length=120, blank=True)

    def __str__(self) -> str:
        return str(self.alt)


class Merge(models.Model):
    """That one thing became a part of another: where its address leads now, and how to undo it.

    `kept` holds the revisions of both as they were before. Who did it is in the log.
    """

    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    merged_id = models.BigIntegerField(_("merged"))
    into_id = models.BigIntegerField(_("into"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    kept = models.JSONField(_("as they were"), default=dict)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "merged_id"],
                condition=models.Q(undone_at__isnull=True),
                name="merged_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.merged_id} → {self.into_id}"
