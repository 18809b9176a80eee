"""Who: associations, parishes, village groups, foundations, public bodies."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fi import ytunnus

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

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization}"
