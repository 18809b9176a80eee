"""Who: associations, parishes, village groups, foundations, public bodies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fi import ytunnus

from seurantalo.accounts.models import EmailAddressField
from seurantalo.common.fields import RecordsField, TranslatedField
from seurantalo.places.models import Area, Location
from seurantalo.publishing.models import Picture, Publishable
from seurantalo.records.content import ContactPointContent
from seurantalo.records.schemas import LinkRecord
from seurantalo.taxonomy.models import Term


def valid_business_id(value: str) -> None:
    """A Finnish business id with its check digit, written 1234567-8."""
    try:
        correct = ytunnus.format(ytunnus.validate(value))
    except NumberError as error:
        message = _("“%(id)s” is not a business id: check the numbers (1234567-8).")
        raise ValidationError(message, params={"id": value}) from error
    if correct != value:
        raise ValidationError(_("Write the business id as %(id)s."), params={"id": correct})


class Organization(Publishable):
    """Somebody who does things for others; without any number too, as small groups are.

    `business_id` is the Finnish Y-tunnus, `registration_number` that of the register of
    associations ("204.123").
    """

    name = TranslatedField(_("name"), blank=False)
    alternate_names = models.JSONField(_("other names"), default=list, blank=True)
    kind = models.ForeignKey(
        Term, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kind")
    )
    business_id = models.CharField(
        _("business id"), max_length=9, blank=True, validators=[valid_business_id], db_index=True
    )
    registration_number = models.CharField(
        _("register number"), max_length=20, blank=True, db_index=True
    )
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="branches",
        verbose_name=_("belongs to"),
    )
    summary = TranslatedField(_("in short"))
    description = TranslatedField(_("description"))
    themes = ParentalManyToManyField(Term, blank=True, related_name="+", verbose_name=_("themes"))
    service_areas = ParentalManyToManyField(
        Area, blank=True, related_name="+", verbose_name=_("service area")
    )
    contacts = RecordsField(ContactPointContent, verbose_name=_("contacts"))
    links = RecordsField(LinkRecord, verbose_name=_("links"))
    logo = models.ForeignKey(
        Picture, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    trusted = models.BooleanField(
        _("trusted"),
        default=False,
        help_text=_("Its own people publish at once; a coordinator looks at it afterwards."),
    )
    # Its last manager went away; told to the coordinators, cleared when somebody takes it over.
    without_manager_since = models.DateField(_("without a manager since"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["business_id"],
                condition=~models.Q(business_id="") & models.Q(parent__isnull=True),
                name="organization_business_id_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def with_content_json(self, content: dict[str, Any]) -> Organization:
        """A revision never brings back what is no part of what was told, such as old trust."""
        told: Organization = super().with_content_json(content)
        told.trusted = self.trusted
        told.without_manager_since = self.without_manager_since
        return told


class Clue(models.Model):
    """By what an organisation is recognised before it is registered twice: derived, see `likeness`."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="clues")
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["kind", "value"], name="organization_clue")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class Address(models.Model):
    """A place where the organisation itself is met (office, club house)."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="addresses")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.location)


class Membership(models.Model):
    """That a person works for an organisation, and what she may do."""

    class Role(models.TextChoices):
        """A manager also decides who works for the organisation."""

        MANAGER = "manager", _("manager")
        EDITOR = "editor", _("editor")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="memberships")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.EDITOR)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization}"


class Claim(models.Model):
    """That somebody says she works for an organisation that is here already."""

    class Status(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="claims")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    evidence = models.TextField(_("how you know it"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.WAITING, db_index=True
    )
    reason = models.TextField(_("reason"), blank=True)
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    decided_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"],
                condition=models.Q(status="waiting"),
                name="claim_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.organization}"


INVITATION_DAYS = 14


def in_two_weeks() -> datetime:
    """When an invitation of today stops being good."""
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class Invitation(models.Model):
    """A letter with a link that makes its reader work for the organisation; good for one use.

    Only a hash of the link is kept, so that nobody who reads the table can use it.
    """

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="invitations")
    email = EmailAddressField(_("email address"))
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=Membership.Role,
        default=Membership.Role.EDITOR,
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=12, default="fi")
    invited_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires = models.DateTimeField(_("good until"), default=in_two_weeks)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.organization}"

    @property
    def expired(self) -> bool:
        """Is it too late to use it?"""
        return self.expires <= timezone.now()


class RegionRule(models.Model):
    """How a region keeps its information true: who publishes at once, and when one asks again.

    A region without a row goes by the defaults here.
    """

    class Review(models.TextChoices):
        """Whose words wait for a coordinator before they are public."""

        ALL = "all", _("everybody's")
        UNTRUSTED = "untrusted", _("those of organisations that are not trusted yet")
        NONE = "none", _("nobody's: all are looked at afterwards")

    area = models.OneToOneField(
        Area,
        models.CASCADE,
        related_name="+",
        limit_choices_to={"kind": "region"},
        verbose_name=_("region"),
    )
    review = models.CharField(
        _("reviewed before publishing"), max_length=10, choices=Review, default=Review.UNTRUSTED
    )
    confirm_months = models.PositiveSmallIntegerField(
        _("ask whether it is still true every … months"), default=6
    )
    confirm_hobbies_at_term_start = models.BooleanField(
        _("ask hobbies at the start of each term instead (August and January)"), default=True
    )
    remind_after_days = models.PositiveSmallIntegerField(_("remind again after … days"), default=14)
    mark_after_days = models.PositiveSmallIntegerField(
        _("say “not confirmed lately” … days after the first mail"), default=30
    )
    hide_after_days = models.PositiveSmallIntegerField(
        _("hide it … days after the first mail"), default=120
    )

    class Meta:
        verbose_name = _("rule of a region")
        verbose_name_plural = _("rules of regions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(remind_after_days__lte=models.F("mark_after_days"))
                & models.Q(mark_after_days__lte=models.F("hide_after_days")),
                name="region_rule_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.area)
