"""New notices from old ones: a copy, the next season, a template."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.organizations.queries import own_organizations
from seurantalo.publishing.policies import require
from seurantalo.telling import copying
from seurantalo.telling.forms.own import CopyForm, TemplateForm
from seurantalo.telling.models import NoticeTemplate


def _activity(request: HttpRequest, pk: int) -> Activity:
    found = get_object_or_404(Activity.objects.select_related("organization"), pk=pk)
    require(request.user, "change", found)
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """The same again, or for a new season; the copy is looked over before it is sent."""
    activity = _activity(request, pk)
    season = copying.season_of(activities.content(activity))
    form = CopyForm(request.POST or None, seasonal=season is not None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if told["how"] == "season" and season is not None:
                report = copying.copy_season(
                    activity, first=told["first"], last=told["last"], by=request.user
                )
            else:
                report = copying.copy(activity, by=request.user)
            return redirect("report-summary", report.pk)
        except ValidationError as error:
            form.add_error("last" if "last" in form.fields else None, error.messages)
    context = {"activity": activity, "form": form, "season": season, "template": TemplateForm()}
    return render(request, "telling/copy.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def keep_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a notice as a template."""
    activity = _activity(request, pk)
    form = TemplateForm(request.POST)
    if form.is_valid():
        try:
            kept = copying.keep_template(activity, name=form.cleaned_data["name"], by=request.user)
            said = _("“%(name)s” is kept. You can begin new notices from it.")
            messages.success(request, said % {"name": kept.name})
            return redirect("notice-templates")
        except ValidationError as error:
            form.add_error("name", error.messages)
    season = copying.season_of(activities.content(activity))
    context = {
        "activity": activity,
        "season": season,
        "form": CopyForm(seasonal=season is not None),
        "template": form,
    }
    return render(request, "telling/copy.html", context, status=422)


@login_required
@require_http_methods(["GET", "HEAD"])
def templates(request: HttpRequest) -> HttpResponse:
    """The kept templates of one's organisations."""
    found = copying.templates_of(own_organizations(request.user))
    return render(request, "telling/templates.html", {"templates": found})


@login_required
@require_POST
def start_from(request: HttpRequest, pk: int) -> HttpResponse:
    """A new notice from a template."""
    found = get_object_or_404(NoticeTemplate.objects.select_related("organization"), pk=pk)
    report = copying.start_from(found, by=request.user)
    return redirect("report-summary", report.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once, then throws a template away."""
    found = get_object_or_404(NoticeTemplate.objects.select_related("organization"), pk=pk)
    require(request.user, "change", found.organization)
    if request.method == "POST":
        copying.drop_template(found, by=request.user)
        messages.success(request, _("The template was thrown away."))
        return redirect("notice-templates")
    return render(request, "telling/templates_drop.html", {"template": found})
