"""Where things are: the country's areas, their dated memberships, postal codes and locations.

Areas are facts loaded from `data/` by `load_places`; people write only `Location`.
Coordinates are WGS84 degrees.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from seurantalo.common.fields import TranslatedField


class Area(models.Model):
    """The country, a region, a wellbeing services county, a municipality or a district of one.

    Codes are those of Statistics Finland ("FI", region "11", county "13", municipality "297");
    counties 90 and 91 stand for Helsinki and Åland, which belong to no wellbeing services county.
    A district's code is its municipality's code and a word: "297-nilsia".
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Country")
        REGION = "region", _("Region")
        COUNTY = "county", _("Wellbeing services county")
        MUNICIPALITY = "municipality", _("Municipality")
        DISTRICT = "district", _("District")

    class Locative(models.TextChoices):
        """In which local case Finns say the name: Kuopiossa is inner, Tampereella outer."""

        INNER = "inner", _("inner: -ssa")
        OUTER = "outer", _("outer: -lla")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    code = models.CharField(_("code"), max_length=40)
    name = TranslatedField(_("name"))
    words = models.JSONField(
        _("other names"),
        default=dict,
        blank=True,
        help_text=_("Other names people use, by language: {'fi': ['Stadi']}"),
    )
    locative = models.CharField(
        _("local case"), max_length=5, choices=Locative, blank=True, default=""
    )
    languages = models.JSONField(_("official languages"), default=list, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    tile_x = models.SmallIntegerField(_("map tile, column"), null=True, blank=True)
    tile_y = models.SmallIntegerField(_("map tile, row"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
    )

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="places_area_kind_code")
        ]

    def __str__(self) -> str:
        return str(self.name)

    def is_valid(self, on: date) -> bool:
        """Whether the area exists on the day `on`."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


class Membership(models.Model):
    """That one area belongs to another from a day to a day: Joroinen in Pohjois-Savo since 2021."""

    member = models.ForeignKey(
        Area, verbose_name=_("member"), on_delete=models.CASCADE, related_name="memberships"
    )
    group = models.ForeignKey(
        Area, verbose_name=_("group"), on_delete=models.CASCADE, related_name="members"
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership of an area")
        verbose_name_plural = _("memberships of areas")
        ordering = ["member", "group", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "group", "valid_from"], name="places_membership_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="places_membership_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.group} ({self.valid_from}–{self.valid_to or ''})"


class PostalCode(models.Model):
    """A postal code of Posti and the municipality it mostly lies in."""

    code = models.CharField(_("postal code"), max_length=5, unique=True)
    name = TranslatedField(_("name"))
    municipality = models.ForeignKey(
        Area, verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="postal_codes"
    )
    district = models.ForeignKey(
        Area,
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="district_postal_codes",
    )

    class Meta:
        verbose_name = _("postal code")
        verbose_name_plural = _("postal codes")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Location(models.Model):
    """A place where something happens or somebody can be met (HSDS location).

    Of a confidential location nobody outside learns more than the municipality: a shelter, a
    home. `queries.place_record` is the only way out.
    """

    name = TranslatedField(_("name"))
    street_address = TranslatedField(_("street address"))
    street_key = models.GeneratedField(
        expression=Lower(Coalesce(KT("street_address__fi"), KT("street_address__sv"))),
        output_field=models.TextField(),
        db_persist=True,
        db_index=True,
        editable=False,
    )
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    municipality = models.ForeignKey(
        Area,
        verbose_name=_("municipality"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    district = models.ForeignKey(
        Area,
        verbose_name=_("district"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    directions = TranslatedField(
        _("directions"), help_text=_("How to find it: door, floor, bus stop.")
    )
    confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Only the municipality is shown to anybody."),
    )

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="places_location_point",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or str(self.street_address) or str(self.municipality or "")
