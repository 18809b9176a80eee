"""The times of one's own notice: cancelled, moved, full, elsewhere; one, or all from one on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seurantalo.activities import commands
from seurantalo.activities.models import Activity
from seurantalo.activities.splitting import Different, split
from seurantalo.activities.wording import describe
from seurantalo.common.time import local_day
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import require
from seurantalo.records.content import OccurrenceChange
from seurantalo.telling import own_times, timing
from seurantalo.telling.forms.times import FollowingForm, OneTimeForm
from seurantalo.telling.own_times import OwnTime
from seurantalo.telling.plain_text import plain

A_PAGE = 24
LONGEST_REASON = 300
UNDO = "undo_times"


def _lang() -> str:
    lang = get_language() or "fi"
    return lang if lang in ("fi", "sv", "en") else "fi"


def _activity(request: HttpRequest, pk: int) -> Activity:
    activity = get_object_or_404(Activity.objects.select_related("organization"), pk=pk)
    require(request.user, "change", activity)
    return activity


def _time(activity: Activity, key: str) -> OwnTime:
    found = own_times.find(activity, key)
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def times(request: HttpRequest, pk: int) -> HttpResponse:
    """The coming times, each with what is most often said of it."""
    activity = _activity(request, pk)
    if request.method == "POST":
        return _act(request, activity)
    page = Paginator(own_times.coming(activity), A_PAGE).get_page(request.GET.get("sivu"))
    kept = request.session.get(UNDO)
    context = {
        "activity": activity,
        "page": page,
        "times": own_times.own_times(activity, page),
        "several": activity.channels.count() > 1,
        "undo": bool(kept and kept.get("activity") == activity.pk),
    }
    return render(request, "telling/own_times.html", context)


def _act(request: HttpRequest, activity: Activity) -> HttpResponse:
    """A button of a row, or the one that undoes the last change."""
    if "undo" in request.POST:
        return _undo(request, activity)
    time = _time(activity, request.POST.get("time", ""))
    do, lang = request.POST.get("do", ""), _lang()
    if do == "cancel":
        reason = plain(request.POST.get("reason", ""))[:LONGEST_REASON]
        return _say(request, time, own_times.cancelled(time, reason, lang), _("It is cancelled."))
    if do == "restore":
        return _say(request, time, own_times.restored(time), _("It is held after all."))
    if do == "room" and time.change.status != "full":
        messages.error(request, _("All places are taken. Raise the number of places first."))
        return redirect("own-times", activity.pk)
    if do in ("full", "room"):
        said = _("It is marked full.") if do == "full" else _("There is room again.")
        return _say(request, time, own_times.filled(time, full=do == "full"), said)
    raise Http404


def _say(request: HttpRequest, time: OwnTime, change: OccurrenceChange, said: str) -> HttpResponse:
    """Tell it, and remember what was told before."""
    try:
        request.session[UNDO] = own_times.say(time, change, by=request.user)
        messages.success(request, said)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("own-times", time.activity.pk)


def _undo(request: HttpRequest, activity: Activity) -> HttpResponse:
    kept: dict[str, Any] = request.session.pop(UNDO, None) or {}
    try:
        if kept.get("activity") != activity.pk:
            raise ValidationError(_("That can no longer be undone."))
        if "batch" in kept:
            if publishing.undo(UUID(kept["batch"]), by=request.user).left:
                raise ValidationError(_("Something was changed since, and was left as it is."))
        else:
            own_times.unsay(activity, kept, by=request.user)
        messages.success(request, _("Undone: it is as it was before."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("own-times", activity.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one_time(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """All that can be different of one time."""
    activity = _activity(request, pk)
    time = _time(activity, key)
    form = OneTimeForm(time, _lang(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _say(request, time, form.change, _("It is changed."))
    context = {"activity": activity, "time": time, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "telling/own_time.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def following(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """All from one time on: what will be is shown first, then it is done, and can be undone."""
    activity = _activity(request, pk)
    time = _time(activity, key)
    form = FollowingForm(time, _lang(), request.POST or None)
    context: dict[str, Any] = {"activity": activity, "time": time, "form": form}
    if request.method == "POST" and form.is_valid():
        if "sure" in request.POST:
            return _follow(request, time, form)
        try:
            context["will_be"] = _will_be(time, form)
        except ValidationError as error:
            form.add_error(None, error.messages)
    status = 422 if form.errors else 200
    return render(request, "telling/own_following.html", context, status=status)


def _will_be(time: OwnTime, form: FollowingForm) -> dict[str, Any]:
    """What the times will be, in words, with the next of them."""
    if form.cleaned_data["what"] == "end" or time.schedule is None:
        return {"ends": True}
    planned = time.occurrence.original_start
    after = split(time.schedule, local_day(planned)).after
    if after is None:
        return {"ends": True}
    schedule = Different(after, planned, form.following).schedule
    return {
        "said": describe(schedule),
        "coming": timing.next_times([schedule], schedule.dtstart),
        "place": form.place,
    }


def _follow(request: HttpRequest, time: OwnTime, form: FollowingForm) -> HttpResponse:
    activity, planned = time.activity, time.occurrence.original_start
    number = time.occurrence.channel
    try:
        with publishing.batch(request.user) as batch:
            if form.cleaned_data["what"] == "end":
                commands.end_following(activity, planned, channel=number, by=request.user)
            else:
                commands.change_following(
                    activity,
                    planned,
                    form.following,
                    channel=number,
                    place=form.place,
                    by=request.user,
                )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        request.session[UNDO] = {"activity": activity.pk, "batch": str(batch)}
        messages.success(request, _("The times are changed."))
    return redirect("own-times", activity.pk)
