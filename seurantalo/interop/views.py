"""The template of the spreadsheets, and the doors for what a person brings of her association."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from seurantalo.common.fetching import Refused
from seurantalo.common.limits import consume
from seurantalo.common.numbers import whole
from seurantalo.interop import commands, queries
from seurantalo.interop.forms import CalendarForm, SpreadsheetForm
from seurantalo.interop.models import Upload
from seurantalo.interop.report import Unreadable
from seurantalo.interop.spreadsheets import template
from seurantalo.interop.whose import organizations_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FETCHES = 20  # calendars an hour


@require_safe
def import_template(request: HttpRequest, suffix: str) -> HttpResponse:
    """/tuonti/pohja.xlsx, or one kind as CSV: /tuonti/pohja.csv?laji=toiminta."""
    if suffix == "xlsx":
        content, kind = template.write_xlsx(), XLSX
    elif suffix == "csv":
        activities = request.GET.get("laji") == "toiminta"
        content = template.write_csv("activity" if activities else "organization")
        kind = "text/csv; charset=utf-8"
    else:
        raise Http404(_("The template is there as .xlsx and .csv."))
    headers = {"Content-Disposition": f'attachment; filename="pohja.{suffix}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload_spreadsheet(request: HttpRequest) -> HttpResponse:
    """A list of activities, read and shown before anything is written."""
    form = SpreadsheetForm(
        request.POST or None, request.FILES or None, organizations=organizations_of(request)
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = commands.bring_spreadsheet(
                file.read(), name=file.name, organization=form.chosen, by=request.user
            )
            return redirect("upload", upload.pk)
        except Unreadable as error:
            form.add_error("file", str(error))
    return _asked(request, "interop/upload_spreadsheet.html", form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paste_calendar(request: HttpRequest) -> HttpResponse:
    """The address of a calendar, whose events are shown before anything is written."""
    form = CalendarForm(request.POST or None, organizations=organizations_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            if not consume("calendar", str(request.user.pk), FETCHES, 3600):
                raise Unreadable(_("You have fetched many calendars. Try again in an hour."))
            upload = commands.bring_calendar(
                form.cleaned_data["url"], organization=form.chosen, by=request.user
            )
            return redirect("upload", upload.pk)
        except (Refused, Unreadable) as error:
            form.add_error("url", str(error))
    return _asked(request, "interop/paste_calendar.html", form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """What was understood of each row; the chosen ones are taken in."""
    found = get_object_or_404(Upload, pk=pk, user=request.user)
    if request.method == "POST":
        told = map(whole, request.POST.getlist("row")[:1000])
        chosen = {number for number in told if number is not None}
        if not chosen and not found.taken_at:
            messages.error(request, _("Choose at least one row."))
            return redirect("upload", pk)
        _tell(request, commands.take_upload(found, chosen=chosen, by=request.user))
        return redirect("own-activities")
    rows = list(enumerate(queries.rows_of(found)))
    fitting = sum(row.fits for _number, row in rows)
    context = {"upload": found, "rows": rows, "fitting": fitting, "broken": len(rows) - fitting}
    return render(request, "interop/upload.html", context)


def _asked(request: HttpRequest, page: str, form: SpreadsheetForm | CalendarForm) -> HttpResponse:
    return render(
        request, page, {"form": form}, status=422 if form.is_bound and form.errors else 200
    )


def _tell(request: HttpRequest, taken: commands.Taken) -> None:
    """What came of it, in a sentence."""
    count = len(taken.drafts)
    if taken.sent:
        said = ngettext("%(n)s notice was sent.", "%(n)s notices were sent.", count)
        messages.success(request, said % {"n": count})
    elif count:
        said = ngettext(
            "%(n)s draft was made. Look it over and send it.",
            "%(n)s drafts were made. Look them over and send them.",
            count,
        )
        messages.success(request, said % {"n": count})
    for problem in taken.problems[:10]:
        messages.error(request, f"{problem.where} {problem.what}: {problem.reason}")
    if not count and not taken.problems:
        messages.info(request, _("These were taken in already."))
