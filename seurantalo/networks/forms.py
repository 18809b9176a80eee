"""The form of a network: what it is called, what it is for, and who finds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seurantalo.networks.models import Network
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Area


class NetworkForm(forms.Form):
    """Founding one, or telling it anew (then without `organization`)."""

    name = forms.CharField(
        label=_("Name of the network"),
        help_text=_("For example: Those who work with older people in Upper Savo."),
        max_length=120,
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        help_text=_("A sentence or two: for whom you plan, and what you agree on."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    area = forms.ModelChoiceField(
        label=_("Whose organisers may find it and ask to join?"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Nobody: we invite ourselves"),
    )
    organization = forms.ModelChoiceField(
        label=_("Which organisation leads it?"), queryset=Organization.objects.none()
    )

    def __init__(
        self,
        *args: Any,
        areas: Sequence[Area],
        own: Sequence[Organization] = (),
        told: Network | None = None,
        official: bool = False,
        **more: Any,
    ) -> None:
        """`own` are those that may lead it; an official may let it be led by the coordinators."""
        if told:
            more["initial"] = {"name": told.name, "purpose": told.purpose, "area": told.area}
        super().__init__(*args, **more)
        known = {area.pk for area in areas} | ({told.area_id} if told and told.area_id else set())
        self.fields["area"].queryset = Area.objects.filter(pk__in=known).order_by("code")  # type: ignore[attr-defined]
        if told:
            del self.fields["organization"]
            return
        leader: Any = self.fields["organization"]
        leader.queryset = Organization.objects.filter(pk__in=[each.pk for each in own])
        leader.required = not official
        leader.empty_label = _("The region's coordinators") if official else None
        if len(own) == 1 and not official:
            leader.initial = own[0].pk

    def clean(self) -> dict[str, Any]:
        """What nobody leads is led by the coordinators of its region."""
        told = super().clean() or {}
        lone = "organization" in self.fields and not told.get("organization")
        if lone and not told.get("area") and not self.has_error("organization"):
            self.add_error("area", _("Choose the region whose coordinators lead it."))
        return told


class AskForm(forms.Form):
    """Which of one's organisations asks to join."""

    organization = forms.ModelChoiceField(
        label=_("Which organisation joins?"),
        queryset=Organization.objects.none(),
        empty_label=None,
    )

    def __init__(self, *args: Any, own: Sequence[Organization], **more: Any) -> None:
        """`own` are those that can ask."""
        super().__init__(*args, **more)
        chosen: Any = self.fields["organization"]
        chosen.queryset = Organization.objects.filter(pk__in=[each.pk for each in own])
        chosen.initial = own[0].pk if own else None
