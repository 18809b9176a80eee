"""The life of a published thing: drafts beside the live version, review, history.

Wagtail's mixins do the work; this room is the only one that knows Wagtail.
"""

from __future__ import annotations

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

from seurantalo.common.fields import TranslatedField


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
    source = models.CharField(_("source"), max_length=40, blank=True)
    public_service = models.BooleanField(_("public service"), default=False)

    # Wagtail would walk every relation of every save to index references nobody asks for.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

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
