"""How one comes to these pages: signed in; without an account one is made by a code in a letter."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from seurantalo.organizations.models import Organization
from seurantalo.organizations.policies import may

signed_in = login_required(login_url="enter")


def organization_for(request: HttpRequest, action: str, pk: int) -> Organization:
    """The organisation of an address, if this person may do that; else 404 or 403."""
    organization = get_object_or_404(Organization, pk=pk)
    if not may(request.user, action, organization):
        raise PermissionDenied
    return organization


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty answer is an answer too."""
    return request.POST if request.method == "POST" else None
