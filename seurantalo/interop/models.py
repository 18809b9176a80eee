"""What we hold together with others: their things, ours, and what happened when they met."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seurantalo.organizations.models import Organization


class Source(models.Model):
    """Somebody else's register we read from: PTV, a municipality's spreadsheet.

    `user` is who writes in its name, so that rights and the log are those of a person.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("writes as")
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name or self.code


class Part(models.Model):
    """An item as the source last told it, kept because others are put together from it.

    A PTV service is told in one file and its channels in others, on other days: the parts wait
    here, as the JSON of `records.formats.ptv` shapes.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="parts")
    kind = models.CharField(_("kind"), max_length=12)
    external_id = models.CharField(_("their id"), max_length=100)
    told = models.JSONField(_("as told"))
    fingerprint = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "external_id"], name="interop_part_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.external_id}"


class Link(models.Model):
    """Their thing is our thing. The fingerprint is of the content last taken in.

    `revision` is the revision our own writing left behind: another one means that a person has
    edited it since, and then it is hers. `ours` is False for what was here before the source.
    """

    class Kind(models.TextChoices):
        """What of ours it is."""

        ORGANIZATION = "organization", _("organisation")
        ACTIVITY = "activity", _("activity")

    source = models.ForeignKey(Source, models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    external_id = models.CharField(_("their id"), max_length=300)
    object_id = models.BigIntegerField(_("our id"))
    fingerprint = models.CharField(max_length=40, blank=True)
    revision = models.BigIntegerField(null=True)
    ours = models.BooleanField(_("written by the source"), default=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "external_id"], name="interop_link_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "object_id"])]

    def __str__(self) -> str:
        return f"{self.external_id} = {self.kind} {self.object_id}"


class Run(models.Model):
    """One reading of a source: when, by whom, what came of it."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    place = models.CharField(_("read from"), max_length=500)
    started = models.DateTimeField(_("started"), default=timezone.now)
    finished = models.DateTimeField(_("finished"), null=True, blank=True)
    counts = models.JSONField(_("counts"), default=dict)
    problems = models.JSONField(_("problems"), default=list)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-started"]

    def __str__(self) -> str:
        return f"{self.source} {self.started:%Y-%m-%d %H:%M}"


class Upload(models.Model):
    """What a person brought of her own association and looks at before any of it is written.

    `rows` are `interop.uploads.Brought` as JSON: what was understood of each row or event.
    """

    class Kind(models.TextChoices):
        """Where the rows came from."""

        SPREADSHEET = "spreadsheet", _("spreadsheet")
        CALENDAR = "calendar", _("calendar")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("brought by")
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    place = models.CharField(_("read from"), max_length=500)
    rows = models.JSONField(_("rows"), default=list)
    remarks = models.JSONField(_("remarks"), default=list)
    created = models.DateTimeField(_("created"), default=timezone.now)
    taken_at = models.DateTimeField(_("taken in"), null=True, blank=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.organization} {self.place}"
