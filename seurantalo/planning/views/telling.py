"""Telling a plan: one page, with what others will see of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seurantalo.organizations.models import Organization
from seurantalo.organizations.queries import own_organizations
from seurantalo.planning import advising, commands, queries, shapes, verdicts
from seurantalo.planning.forms import advice
from seurantalo.planning.forms.dates import Dates, dates_of
from seurantalo.planning.forms.plans import PlanForm
from seurantalo.planning.models import Plan
from seurantalo.planning.shapes import SeenPlan
from seurantalo.planning.views.entry import plan_for, read, signed_in

# Buttons that send the page and keep nothing: one more date, what others see, is the day free.
LOOKING = ("more", "preview", *advice.BUTTONS)
# What a script puts in place of the page.
PARTS = {
    "free": "planning/parts/free.html",
    "preview": "planning/parts/preview.html",
    "check": "planning/parts/advised.html",
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new plan; `?pvm=2027-03-01` begins it on that day."""
    own = own_organizations(request.user)
    if not own:
        return render(request, "planning/no_organization.html")
    return _told(request, own, None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a plan, as any of those who plan it may."""
    plan = plan_for(request, "change", pk)
    return _told(request, [plan.organization], plan)


def _told(request: HttpRequest, own: list[Organization], plan: Plan | None) -> HttpResponse:
    sent = advice.moved(request.POST) if request.method == "POST" else None
    form = PlanForm(sent, by=request.user, own=own, plan=plan)
    day = _day(request.GET.get("pvm", ""))
    dates = dates_of(plan, sent, more="more" in request.POST, day=day)
    if sent is None:
        return _page(request, form, dates, own, plan, advices=_known(request, plan))
    right = all([form.is_valid(), dates.is_valid()])
    if any(button in request.POST for button in LOOKING):
        return _looked(request, form, dates, own, plan)
    if right:
        try:
            kept = _kept(request, form, dates, own, plan)
        except commands.ChangedMeanwhile:
            return _page(request, form, dates, own, plan, now=_now(request, plan), status=409)
        except ValidationError as error:
            _show(form, error)
        else:
            messages.success(request, _("Kept. Only organisers see it."))
            return redirect("plan", kept.pk)
    return _page(request, form, dates, own, plan, status=422)


def _now(request: HttpRequest, plan: Plan | None) -> SeenPlan | None:
    """The plan as it is kept now."""
    rows = queries.visible_to(request.user).filter(pk=plan.pk if plan else None)
    return next(iter(read(rows, request.user)), None)


def _known(request: HttpRequest, plan: Plan | None) -> list[advising.Advice]:
    """What the kept dates of a plan may clash with, so that they need not be asked about."""
    if plan is None or plan.dropped_at:
        return []
    seen = _now(request, plan)
    return advising.for_plan(seen, by=request.user, free=False) if seen else []


def _base(request: HttpRequest) -> datetime | None:
    """When the plan was last changed before this person began, as her page told it."""
    try:
        return datetime.fromisoformat(request.POST.get("base", ""))
    except ValueError:
        return None


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        return ""


def _kept(
    request: HttpRequest, form: PlanForm, dates: Dates, own: list[Organization], plan: Plan | None
) -> Plan:
    organization = form.cleaned_data.get("organization") or own[0]
    told = form.told(dates.told())
    kept = commands.tell(
        told, organization=organization, by=request.user, to=plan, base=_base(request)
    )
    verdicts.remember(kept, by=request.user, dismissed=advice.dismissed(request.POST))
    return kept


def _looked(
    request: HttpRequest, form: PlanForm, dates: Dates, own: list[Organization], plan: Plan | None
) -> HttpResponse:
    """The page again with what was typed: nothing is kept, and nothing is called wrong yet.

    A script gets the part it asked for alone, and the free dates, which take the longest, by
    asking once more; without one all comes at once.
    """
    part = next((PARTS[name] for name in PARTS if name in request.POST), "")
    part = part if "HX-Request" in request.headers else ""
    told = form.told(dates.told())
    seen = shapes.preview(told, form.cleaned_data.get("organization") or own[0])
    said = advice.dismissed(request.POST)
    asked = advising.about_told(told, plan=plan.pk if plan else None, dismissed=said)
    advices = []
    if part != PARTS["preview"]:
        margin = advice.MarginForm(request.POST).told()
        free = part != PARTS["check"]
        advices = advising.advise(asked, by=request.user, margin=margin, free=free)
    if part:
        context = {"in_form": True, "seen": seen, "said": advising.in_short(advices)}
        return render(request, part, {**context, **_advised(request, advices)})
    form.errors.clear()
    for each in dates.forms:
        each.errors.clear()
    if dates.non_form_errors():
        dates.non_form_errors().clear()
    return _page(request, form, dates, own, plan, seen=seen, advices=advices)


def _advised(request: HttpRequest, advices: list[advising.Advice]) -> dict[str, Any]:
    """What `parts/advised.html` shows."""
    return {
        "advices": advices,
        "later": advising.later(advices),
        "dismissed": advice.dismissed(request.POST),
    }


def _page(
    request: HttpRequest,
    form: PlanForm,
    dates: Dates,
    own: list[Organization],
    plan: Plan | None,
    *,
    seen: SeenPlan | None = None,
    advices: list[advising.Advice] | None = None,
    now: SeenPlan | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "dates": dates,
        "plan": plan,
        "seen": seen,
        "now": now,
        "base": now.modified if now else _base(request) or (plan.modified if plan else None),
        "margin": advice.MarginForm(request.POST or None),
        "organization": own[0] if len(own) == 1 else None,
        "hidden": [one for one in own if not one.live],
        **_advised(request, advices or []),
    }
    return render(request, "planning/tell.html", context, status=status)


def _show(form: PlanForm, error: ValidationError) -> None:
    """Put what a command said into the form: beside the field of that name, else on top."""
    told = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for field, said in told.items():
        form.add_error(field if field in form.fields else None, said)
