"""What happens and when: support, hobbies, volunteer tasks and events, and each time of them."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from seurantalo.common.fields import RecordsField, TranslatedField
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Area, Location
from seurantalo.publishing.models import Publishable
from seurantalo.publishing.queries import merged_into
from seurantalo.records.content import ContactPointContent, OccurrenceChange
from seurantalo.records.schemas import ImageRecord, LinkRecord, RegistrationRecord, ScheduleRecord
from seurantalo.taxonomy.models import Term


class Activity(Publishable):
    """Something an organisation does for people (HSDS service, schema.org Service or Event).

    `terms` holds its themes, target groups and formats, told apart by their taxonomy. Without
    ages all are welcome. `languages` are BCP 47 tags of what is spoken there.
    """

    class Kind(models.TextChoices):
        """The three doors of a citizen, and single events."""

        SUPPORT = "support", _("Support and help")
        HOBBY = "hobby", _("Hobbies and leisure")
        VOLUNTEERING = "volunteering", _("Volunteering")
        EVENT = "event", _("Event")

    class Price(models.TextChoices):
        """Whether it costs; what, is said in words."""

        FREE = "free", _("Free of charge")
        PAID = "paid", _("Costs something")
        UNKNOWN = "unknown", _("Not told")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    name = TranslatedField(_("title"), blank=False)
    summary = TranslatedField(_("in short"))
    description = TranslatedField(_("description"))
    terms = ParentalManyToManyField(Term, blank=True, related_name="+", verbose_name=_("terms"))
    minimum_age = models.PositiveSmallIntegerField(
        _("youngest, years"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    maximum_age = models.PositiveSmallIntegerField(
        _("oldest, years"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    price = models.CharField(_("price"), max_length=8, choices=Price, default=Price.UNKNOWN)
    price_text = TranslatedField(_("price in words"))
    service_areas = ParentalManyToManyField(
        Area, blank=True, related_name="+", verbose_name=_("service area")
    )
    contacts = RecordsField(ContactPointContent, verbose_name=_("contacts"))
    links = RecordsField(LinkRecord, verbose_name=_("links"))
    images = RecordsField(ImageRecord, verbose_name=_("pictures"))

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(minimum_age__lte=F("maximum_age")),
                name="activity_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def with_content_json(self, content: dict[str, Any]) -> Activity:
        """A version that names an organisation which was merged means what that has become.

        Who holds it together with others is no part of what is told: one that was the first once,
        or is a partner now, does not become the first by an old version.
        """
        told: Activity = super().with_content_json(content)
        if told.organization_id != self.organization_id:
            into = merged_into(Organization, told.organization_id)
            told.organization_id = into or told.organization_id
            if Partner.objects.filter(activity=self.pk, organization=told.organization_id).exists():
                told.organization_id = self.organization_id
        return told


class Partner(models.Model):
    """Another organisation that holds an activity together with the one that told it.

    An invited one has no rights yet; an accepted one owns the activity like the first. Rows of
    their own, not part of a version: taking back words never takes back a partner. One that left
    is remembered, so that no old version that names it makes it the first again.
    """

    class Status(models.TextChoices):
        """How far it is."""

        INVITED = "invited", _("Invited")
        ACCEPTED = "accepted", _("Takes part")
        LEFT = "left", _("Left")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="partners")
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.INVITED)
    invited_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "organization"], name="partner_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.organization}"


class Channel(ClusterableModel):
    """One way to take part: a place, online, by phone, or a place and online at once.

    `schedules` are RFC 5545 rules in Helsinki time; `changes` what became different of single
    times. `registration` holds none or one.
    """

    class Kind(models.TextChoices):
        """How one takes part."""

        PLACE = "place", _("In a place")
        ONLINE = "online", _("Online")
        PHONE = "phone", _("By phone")
        HYBRID = "hybrid", _("In a place and online")

    activity = ParentalKey(Activity, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PLACE)
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    url = models.URLField(_("web address"), max_length=500, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    note = TranslatedField(_("note"))
    accessibility = ParentalManyToManyField(
        Term, blank=True, related_name="+", verbose_name=_("accessibility")
    )
    schedules = RecordsField(ScheduleRecord, verbose_name=_("times"))
    changes = RecordsField(OccurrenceChange, verbose_name=_("changed times"))
    registration = RecordsField(RegistrationRecord, verbose_name=_("registration"))

    class Meta:
        verbose_name = _("way to take part")
        verbose_name_plural = _("ways to take part")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.location or ''}".strip()


class Occurrence(models.Model):
    """One time it happens, on a rolling horizon; derived from the schedules, rebuilt by command.

    `channel` is the number of the channel in the record; times are stored in UTC. `location` and
    `registration` (none or one) are set where this one time has its own; `cell` is the square of
    `places.nearness` it happens in, by which what is near is found quickly.
    """

    class Status(models.TextChoices):
        """RFC 5545 STATUS and schema.org eventStatus in one."""

        SCHEDULED = "scheduled", _("Happens")
        CANCELLED = "cancelled", _("Cancelled")
        MOVED = "moved", _("Moved")
        FULL = "full", _("Full")
        TENTATIVE = "tentative", _("Tentative")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="occurrences")
    channel = models.PositiveSmallIntegerField(default=0)
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    whole_day = models.BooleanField(_("whole day"), default=False)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.SCHEDULED)
    original_start = models.DateTimeField(_("planned start"))
    note = TranslatedField(_("note"))
    location = models.ForeignKey(Location, models.PROTECT, null=True, blank=True, related_name="+")
    registration = RecordsField(RegistrationRecord, verbose_name=_("registration"))
    cell = models.IntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("time")
        verbose_name_plural = _("times")
        ordering = ["start", "pk"]
        indexes = [
            models.Index(fields=["activity", "end"]),
            models.Index(fields=["start"]),
            models.Index(fields=["cell", "start", "end", "activity"], name="occurrence_near"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "channel", "original_start"], name="occurrence_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.start:%Y-%m-%d %H:%M}"
