"""What we hold together with others: their things, ours, and what happened when they met."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seurantalo.activities.models import Activity
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


class Connection(models.Model):
    """A calendar, register or feed of an organisation's own that is read again and again.

    `address` may be a secret one (Google's "secret address"), and is shown shortened; `secret` is
    the encrypted user name and password of a CalDAV server. `user` is in whose name it is written.
    Where an event does not tell its municipality, themes or target groups, `usual` does.
    """

    class Kind(models.TextChoices):
        """How its events are told."""

        ICAL = "ical", _("calendar (.ics)")
        LINKED_EVENTS = "linked_events", _("Linked Events")
        FEED = "feed", _("feed (RSS or Atom)")
        PAGE = "page", _("web page")
        CALDAV = "caldav", _("calendar server (CalDAV)")

    class Takes(models.TextChoices):
        """What becomes of what comes."""

        DRAFTS = "drafts", _("As drafts, which we look over and publish")
        STRAIGHT = "straight", _("Straight to the public")

    class Gone(models.TextChoices):
        """What becomes of what the source no longer has."""

        ASK = "ask", _("Ask us first")
        STRAIGHT = "straight", _("Take it away here too")

    class State(models.TextChoices):
        """Looked at only, read, or waiting for an answer."""

        NEW = "new", _("Not connected yet")
        ON = "on", _("Read regularly")
        ASKS = "asks", _("Waits for an answer")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("writes as"),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    address = models.CharField(_("address"), max_length=2000)
    secret = models.TextField(_("password, encrypted"), blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    takes = models.CharField(_("takes"), max_length=8, choices=Takes, default=Takes.DRAFTS)
    gone = models.CharField(_("gone"), max_length=8, choices=Gone, default=Gone.ASK)
    hours = models.PositiveSmallIntegerField(_("read every, hours"), default=6)
    usual = models.JSONField(_("where it is not told"), default=dict)
    state = models.CharField(_("state"), max_length=4, choices=State, default=State.NEW)
    seen = models.JSONField(_("as first looked at"), default=list)
    created = models.DateTimeField(_("created"), default=timezone.now)
    next_read = models.DateTimeField(_("next read"), default=timezone.now)
    last_read = models.DateTimeField(_("last read"), null=True, blank=True)
    last_good = models.DateTimeField(_("last read well"), null=True, blank=True)
    marks = models.JSONField(_("ETag and date"), default=dict)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    trouble = models.CharField(_("trouble"), max_length=12, blank=True)
    told_of = models.CharField(_("letter sent about"), max_length=12, blank=True)
    counts = models.JSONField(_("counts"), default=dict)
    problems = models.JSONField(_("problems"), default=list)

    class Meta:
        verbose_name = _("connected source")
        verbose_name_plural = _("connected sources")
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "next_read"])]

    def __str__(self) -> str:
        return self.name or self.host

    @property
    def host(self) -> str:
        """Whose server it is; the rest of the address may be secret."""
        return urlsplit(self.address).hostname or ""


class ConnectedEvent(models.Model):
    """One event of a connected source, and what of ours it is.

    `told` is what the source told last, part by part, and `left` what our own writing left: where
    ours differs from `left`, a person has edited it, and it is hers.
    """

    class State(models.TextChoices):
        """Whose it is now."""

        HERE = "here", _("Follows the source")
        MISSING = "missing", _("The source no longer has it")
        AWAY = "away", _("Taken away with the source")
        OWN = "own", _("Ours alone")

    connection = models.ForeignKey(Connection, models.CASCADE, related_name="events")
    uid = models.CharField(_("their id"), max_length=300)
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="+")
    told = models.JSONField(_("as told"), default=dict)
    left = models.JSONField(_("as written"), default=dict)
    mark = models.CharField(_("mark of the entry"), max_length=40, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.HERE)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("event of a connected source")
        verbose_name_plural = _("events of connected sources")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["connection", "uid"], name="connected_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.connection}: {self.uid}"
