"""The template of the spreadsheets, to download."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seurantalo.interop.spreadsheets import template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
