"""The list of plans, and the page of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from seurantalo.activities import queries as activities
from seurantalo.organizations.queries import own_organizations
from seurantalo.planning import advising, commands, policies, queries, talking
from seurantalo.planning.forms.looking import LookForm
from seurantalo.planning.forms.talking import MessageForm
from seurantalo.planning.models import Follow, Plan, PlanPartner, PlanTime
from seurantalo.planning.views.entry import plan_for, read, signed_in

A_PAGE = 20
MOST_OWN = 100


@signed_in
@require_http_methods(["GET", "HEAD"])
def plans(request: HttpRequest) -> HttpResponse:
    """One's own plans, and those of others that one may see."""
    form = LookForm(request.GET if request.GET else None)
    visible = queries.planned_for(request.user)
    others = queries.narrowed(visible.filter(hers=False), form.wanted())
    page = Paginator(queries.by_next(others), A_PAGE).get_page(request.GET.get("sivu"))
    mine = queries.visible_to(request.user).filter(hers=True)
    dropped = mine.filter(dropped_at__isnull=False).order_by("-dropped_at")[:10]
    context = {
        "form": form,
        "page": page,
        "others": read(page.object_list, request.user),
        "mine": read(queries.by_next(queries.own_open(mine))[:MOST_OWN], request.user),
        "dropped": read(dropped, request.user),
        "invitations": queries.waiting_invitations(request.user),
        "organizations": own_organizations(request.user),
        "query": _query(request),
    }
    return render(request, "planning/plans.html", context)


def _query(request: HttpRequest) -> str:
    """The question of the page without its page number."""
    asked = request.GET.copy()
    asked.pop("sivu", None)
    return asked.urlencode()


@signed_in
@require_http_methods(["GET", "HEAD"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan, with what one may do about it."""
    found = plan_for(request, "view", pk)
    return show(request, found)


def show(
    request: HttpRequest, found: Plan, form: MessageForm | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of a plan; `form` is a message that could not be sent."""
    user: Any = request.user
    (seen,) = read(queries.visible_to(user).filter(pk=found.pk), user)
    speakers = talking.speakers_for(found, user)
    told = policies.may(user, "write", found) and bool(speakers)
    start = {"text": _opening(request.GET.get("vastaa", ""))}
    context: dict[str, Any] = {
        "plan": seen,
        "stages": PlanTime.Stage.choices,
        "notice": activities.published().filter(pk=found.activity_id or 0).first(),
        "told": found.activity_id if seen.hers else None,
        "messages_said": list(talking.messages_for(found, user)),
        "follow": Follow.objects.filter(plan=found, user=user).first(),
        "form": (form or MessageForm(speakers=speakers, initial=start)) if told else None,
        "partners": _partners(found, seen),
        "asked": _asked(found, user),
        "own": queries.own_hosts(found, user),
        "advices": advising.for_plan(seen, by=user) if seen.hers and not seen.dropped else [],
    }
    return render(request, "planning/plan.html", context, status=status)


def _opening(mark: str) -> str:
    """The first words of an answer to what is looked for."""
    return {
        "partner": _("We could do this with you."),
        "room": _("We could offer a room:"),
        "volunteers": _("We could come to help."),
    }.get(mark, "")


def _partners(plan: Plan, seen: Any) -> list[PlanPartner]:
    """Who else is in it, told to those who plan it."""
    if not seen.hers:
        return []
    return list(plan.partners.select_related("organization"))


def _asked(plan: Plan, user: Any) -> list[PlanPartner]:
    """The invitations that wait for this person's answer."""
    return list(queries.waiting_invitations(user).filter(plan=plan))


@signed_in
@require_POST
def stage(request: HttpRequest, pk: int, time: int) -> HttpResponse:
    """Make a date surer or less sure."""
    found = plan_for(request, "change", pk)
    one = get_object_or_404(PlanTime.objects.select_related("plan"), pk=time, plan=found)
    try:
        commands.set_stage(one, request.POST.get("stage", ""), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Kept. Only organisers see it."))
    return redirect("plan", pk)


@signed_in
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a plan up; its page offers to take it up again."""
    commands.drop(plan_for(request, "drop", pk), by=request.user)
    return redirect("plan", pk)


@signed_in
@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """It is planned after all."""
    commands.take_up(plan_for(request, "drop", pk), by=request.user)
    messages.success(request, _("The plan goes on."))
    return redirect("plan", pk)
