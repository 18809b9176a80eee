"""How one comes to these pages: signed in, and to a plan only when one may see it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from seurantalo.planning import policies, queries, shapes, sight
from seurantalo.planning.models import Plan
from seurantalo.planning.shapes import SeenPlan


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of those who have signed in; as whom they look at plans is read once for it."""

    @wraps(view)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sight.look_once(request.user)
        return view(request, *args, **kwargs)

    return login_required(once, login_url="enter")


def plan_for(request: HttpRequest, action: str, pk: int) -> Plan:
    """The plan of an address, if this person may do that. What she may not see is not there."""
    plan: Plan | None = queries.visible_to(request.user).filter(pk=pk).first()
    if plan is None:
        raise Http404
    if not policies.may(request.user, action, plan):
        raise PermissionDenied
    return plan


def read(plans: Any, user: Any) -> list[SeenPlan]:
    """The plans of a page as this person may see them, in a fixed number of queries."""
    return [shapes.seen(plan, by=user) for plan in queries.with_everything(plans)]
