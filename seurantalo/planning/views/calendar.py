"""The planning calendar, and how busy or empty the evenings of a town are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from seurantalo.common.time import local_day, now
from seurantalo.planning import calendars, heat
from seurantalo.planning.calendar_query import VIEWS, CalendarQuery
from seurantalo.planning.views.entry import signed_in
from seurantalo.ui import periods


@signed_in
@require_safe
def planning_calendar(request: HttpRequest) -> HttpResponse:
    """What is public and what is planned, by month, week, day, list or town."""
    asked, today = request.GET.get("nakyma", ""), local_day(now())
    look = calendars.looking(request.user, CalendarQuery.read(request.GET))
    on = periods.day_of(request.GET.get("pvm", ""), today)
    view = asked if asked in VIEWS else VIEWS[0]
    context = calendars.calendar_of(look, view=view, on=on, today=today)
    return render(request, "planning/calendar.html", context)


@signed_in
@require_safe
def planning_heat(request: HttpRequest) -> HttpResponse:
    """Busy and empty evenings of a month, as a picture, as tables and as a file."""
    today = local_day(now())
    look = calendars.looking(request.user, CalendarQuery.read(request.GET))
    on = periods.day_of(request.GET.get("pvm", ""), today).replace(day=1)
    month = heat.month_of(look, on)
    if request.GET.get("muoto") == "csv":
        return heat.as_csv(month, on)
    context = heat.context_of(look, month, on=on, today=today)
    return render(request, "planning/heat.html", context)
