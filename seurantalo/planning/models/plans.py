"""A plan, its dates and those who make it together. Nothing here is ever public."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seurantalo.activities.models import Activity
from seurantalo.networks.models import Network
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Area
from seurantalo.taxonomy.models import Term


class Plan(models.Model):
    """Something an organisation thinks of doing, on one or several dates.

    A row of its own and no `Activity`, so that no page, feed or export of what is public can
    hold it (decision 13). `terms` are themes and target groups. With `shown` "hint" others read
    only `hint` ("something for the elderly, Nojanmaa") and the dates. `activity` is what became of it.
    """

    class Audience(models.TextChoices):
        """Which organisers see it, beside its own."""

        REGION = "region", _("All organisers of the region")
        NETWORKS = "networks", _("Only the networks I choose")
        PARTNERS = "partners", _("Only those I have invited")

    class Shown(models.TextChoices):
        """How much of it they see."""

        ALL = "all", _("Everything")
        HINT = "hint", _("Only a hint and the time")

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what it is"), max_length=3000, blank=True)
    kind = models.CharField(
        _("kind"), max_length=12, choices=Activity.Kind, default=Activity.Kind.EVENT
    )
    municipality = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    terms = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("terms"))
    minimum_age = models.PositiveSmallIntegerField(
        _("youngest, years"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    maximum_age = models.PositiveSmallIntegerField(
        _("oldest, years"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    expected = models.PositiveIntegerField(
        _("how many people are expected"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(1_000_000)],
    )
    audience = models.CharField(
        _("who sees it"), max_length=8, choices=Audience, default=Audience.REGION
    )
    networks = models.ManyToManyField(
        Network, blank=True, related_name="+", verbose_name=_("networks")
    )
    shown = models.CharField(_("how much they see"), max_length=4, choices=Shown, default=Shown.ALL)
    hint = models.CharField(_("hint"), max_length=120, blank=True)
    seeks_partner = models.BooleanField(_("looking for a partner"), default=False)
    seeks_room = models.BooleanField(_("looking for a room"), default=False)
    seeks_volunteers = models.BooleanField(_("looking for volunteers"), default=False)
    seeks_text = models.CharField(_("what is looked for"), max_length=500, blank=True)
    activity = models.ForeignKey(Activity, models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(_("created"), default=timezone.now)
    modified = models.DateTimeField(_("changed"), auto_now=True)
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-created", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(minimum_age__lte=F("maximum_age")),
                name="plan_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanTime(models.Model):
    """One date of a plan, and how sure it is. Times are stored in UTC."""

    class Stage(models.TextChoices):
        """From a thought to a promise (iCalendar STATUS TENTATIVE and CONFIRMED)."""

        IDEA = "idea", _("Idea")
        TENTATIVE = "tentative", _("Tentative")
        CONFIRMED = "confirmed", _("Confirmed")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="times")
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    whole_day = models.BooleanField(_("whole day"), default=False)
    stage = models.CharField(_("stage"), max_length=9, choices=Stage, default=Stage.IDEA)

    class Meta:
        verbose_name = _("date of a plan")
        verbose_name_plural = _("dates of plans")
        ordering = ["start", "pk"]
        indexes = [models.Index(fields=["start"])]
        constraints = [
            models.UniqueConstraint(fields=["plan", "start"], name="plan_time_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="plan_time_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.start:%Y-%m-%d %H:%M}"


class PlanPartner(models.Model):
    """Another organisation in a plan: one that talks about it, was invited, or plans it too."""

    class Status(models.TextChoices):
        """How far it is."""

        TALKS = "talks", _("Talks about it")
        INVITED = "invited", _("Invited")
        ACCEPTED = "accepted", _("Takes part")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="partners")
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.INVITED)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("partner of a plan")
        verbose_name_plural = _("partners of plans")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "organization"], name="plan_partner_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.organization}"
