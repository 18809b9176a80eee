"""The big days of the regions: everybody who plans sees them, coordinators keep them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seurantalo.planning import big_days
from seurantalo.planning.forms.big_days import BigDayForm
from seurantalo.planning.models import BigDay
from seurantalo.planning.views.entry import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: HttpRequest) -> HttpResponse:
    """All that are coming, and for coordinators the form of one more."""
    hers = big_days.areas_for(request.user)
    own = set(hers.values_list("pk", flat=True))
    if request.method == "POST" and not own:
        raise PermissionDenied
    form = BigDayForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            big_days.keep(data["area"], form.name(), data["first"], data["last"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept. Whoever plans for those days is told."))
            return redirect("big-days")
    context = {"days": big_days.coming(), "own": own, "form": form if own else None}
    status = 422 if form.errors else 200
    return render(request, "planning/big_days.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one off, when asked whether one is sure."""
    day = get_object_or_404(BigDay.objects.select_related("area"), pk=pk)
    if not big_days.may_keep(request.user, day.area):
        raise PermissionDenied
    if request.method == "POST":
        big_days.remove(day, by=request.user)
        messages.success(request, _("Taken off."))
        return redirect("big-days")
    return render(request, "planning/big_day_remove.html", {"day": day})
