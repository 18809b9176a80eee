"""Bodies of cooperation: organisations that plan together, in a town or around a matter."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seurantalo.organizations.models import Organization
from seurantalo.places.models import Area


class Network(models.Model):
    """Organisations that see each other's plans: those for the elderly of Savonlinna.

    With a region the organisers there find it and ask to join; without one only those know of it
    whom it has invited. A closed one is kept for what was shared with it, and takes nobody in.
    """

    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("what it is for"), max_length=1000, blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    created_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(_("founded"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class NetworkMember(models.Model):
    """An organisation in a network, invited to it, or asking; those that lead it invite others."""

    class Status(models.TextChoices):
        """How far it is."""

        INVITED = "invited", _("Invited")
        ASKED = "asked", _("Asks to join")
        MEMBER = "member", _("Member")

    network = models.ForeignKey(Network, models.CASCADE, related_name="members")
    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.INVITED)
    leads = models.BooleanField(_("leads"), default=False)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["network", "organization"], name="network_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.organization}"
