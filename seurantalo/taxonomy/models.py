"""About what and for whom: the words under which everything is found.

A `Taxonomy` is one question ("what about?", "for whom?", "how does it meet?"), a `Term` one answer
to it. Names follow HSDS 3.0 (taxonomy, taxonomy_term); mappings lead to the codes of others.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from seurantalo.common.fields import TranslatedField
from seurantalo.common.text import LANGUAGE_TAG


class Scheme(models.TextChoices):
    """The code lists of others to which our terms are mapped."""

    PTV_SERVICE_CLASS = "ptv-service-class", "PTV service class"
    PTV_TARGET_GROUP = "ptv-target-group", "PTV target group"
    PTV_LIFE_EVENT = "ptv-life-event", "PTV life event"
    HSDS = "hsds", "HSDS"


def valid_words(value: Any) -> None:
    """Everyday words are {"fi": ["kuoro", …], …}; raises ValidationError saying what is wrong."""
    if not isinstance(value, dict) or not all(LANGUAGE_TAG.match(str(lang)) for lang in value):
        raise ValidationError(_('Give words by language, like {"fi": ["kuoro", "laulu"]}.'))
    for words in value.values():
        if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
            raise ValidationError(_("The words of a language are a list of texts."))


class Taxonomy(models.Model):
    """One list or tree of terms: themes, target groups, life situations …"""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TranslatedField(_("name"))

    class Meta:
        verbose_name = _("taxonomy")
        verbose_name_plural = _("taxonomies")
        ordering = ["code"]

    def __str__(self) -> str:
        return str(self.name) or self.code


class Term(models.Model):
    """A word of a taxonomy, with the everyday words that lead to it.

    A term that is no longer used is deprecated and, when another says the same better, replaced;
    content keeps pointing at the old one and is shown under the new.
    """

    taxonomy = models.ForeignKey(
        Taxonomy, models.PROTECT, related_name="terms", verbose_name=_("taxonomy")
    )
    code = models.SlugField(_("code"), max_length=60)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    label = TranslatedField(_("label"))
    plain = TranslatedField(_("in plain words"))
    words = models.JSONField(
        _("everyday words"), default=dict, blank=True, validators=[valid_words]
    )
    uri = models.URLField(_("address of the concept"), max_length=200, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    icon = models.CharField(_("icon"), max_length=40, blank=True)
    minimum_age = models.PositiveSmallIntegerField(
        _("youngest, years"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    maximum_age = models.PositiveSmallIntegerField(
        _("oldest, years"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    leads_to = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="led_from", verbose_name=_("leads to")
    )
    deprecated = models.BooleanField(_("no longer used"), default=False)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    # Field → digest of what the data files last put there: what differs was edited by a person.
    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["taxonomy", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["taxonomy", "code"], name="term_code_once"),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(deprecated=True),
                name="term_replaced_is_deprecated",
            ),
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(minimum_age__lte=F("maximum_age")),
                name="term_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.label) or self.code


class TermMapping(models.Model):
    """The same idea in somebody else's code list, such as a PTV service class."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="mappings", verbose_name=_("term"))
    scheme = models.CharField(_("code list"), max_length=20, choices=Scheme)
    code = models.CharField(_("code"), max_length=60)

    class Meta:
        verbose_name = _("mapping")
        verbose_name_plural = _("mappings")
        ordering = ["scheme", "code"]
        constraints = [
            models.UniqueConstraint(fields=["term", "scheme", "code"], name="term_mapping_once"),
        ]
        indexes = [models.Index(fields=["scheme", "code"])]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"
