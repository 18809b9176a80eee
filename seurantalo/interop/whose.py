"""Whose activities they are that somebody brings or connects: one of her own organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from seurantalo.common.numbers import whole
from seurantalo.organizations.models import Organization
from seurantalo.organizations.queries import own_organizations
from seurantalo.publishing.policies import may


class ForOrganization(forms.Form):
    """Whose activities they are; not asked when there is only one possibility."""

    organization = forms.TypedChoiceField(
        label=_("Whose activities are these?"), coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, organizations: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organizations = {one.pk: one for one in organizations}
        field = self.fields["organization"]
        field.choices = [(one.pk, str(one.name)) for one in organizations]  # type: ignore[attr-defined]
        if len(organizations) == 1:
            field.widget = forms.HiddenInput()
            field.initial = organizations[0].pk

    @property
    def chosen(self) -> Organization:
        """The organisation of a valid form."""
        return self.organizations[self.cleaned_data["organization"]]


def organizations_of(request: HttpRequest) -> list[Organization]:
    """Her own, and the one that the address names when she may write for it."""
    own = own_organizations(request.user)
    named = whole(request.GET.get("jarjesto", ""))
    if named is not None and named not in {one.pk for one in own}:
        other = Organization.objects.filter(pk=named).first()
        own += [other] if other and may(request.user, "change", other) else []
    return own
