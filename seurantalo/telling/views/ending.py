"""The list one changes things from, the page as citizens will see it, sending, and what follows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.activities import duplicates
from seurantalo.activities.previews import preview as shape
from seurantalo.activities.views import page_context
from seurantalo.publishing.policies import may
from seurantalo.publishing.queries import returned_comment
from seurantalo.records.content import ActivityContent
from seurantalo.telling import collisions, commands, guidance, live, queries, summary
from seurantalo.telling.answers import PARTS
from seurantalo.telling.forms.mending import problems
from seurantalo.telling.models import Report
from seurantalo.telling.plain_text import plain
from seurantalo.telling.views.opening import opened

LONGEST_NAME = 120


@opened
def hub(request: HttpRequest, report: Report) -> HttpResponse:
    """Everything told so far of a report that is kept."""
    return everything(request, report)


def everything(request: HttpRequest, report: Report) -> HttpResponse:
    """Everything told so far, each with its way to change it."""
    wrong = problems(report, request.user)
    told = live.as_told(report)
    context = {
        "report": report,
        "rows": summary.rows(report, wrong),
        "wrong": wrong,
        "missing_step": next(iter(wrong), ""),
        "further": len(report.content.channels) - 1 if report.content else 0,
        "meter": guidance.meter(told),
        "comment": returned_comment(report.activity) if report.activity else None,
        "alike": [] if report.activity else _alike(told, report.organization_id, request.user),
    }
    return render(request, "telling/summary.html", context)


def _alike(
    told: ActivityContent, organizer: int | None, user: Any
) -> list[tuple[duplicates.Candidate, bool]]:
    """Notices that may be this one, and whether whoever tells may change them."""
    found = duplicates.similar(told, organizer=organizer)
    # A right to a notice is a right to its organisation: asked once for each.
    one_of_each = {each.activity.organization_id: each.activity for each in found}
    hers = {pk for pk, activity in one_of_each.items() if may(user, "change", activity)}
    own = [(each, each.activity.organization_id in hers) for each in found]
    return [(each, may_change) for each, may_change in own if may_change or each.activity.live]


@opened
def preview(request: HttpRequest, report: Report) -> HttpResponse:
    """The very page that citizens will see, and the button that sends it."""
    if problems(report, request.user):
        return redirect("report-summary", report.pk)
    told = live.as_told(report)
    record = shape(live.named(told, report.language), queries.whose(report))
    context = {
        **page_context(record),
        "report": report,
        "for_another": report.activity is not None and coordinates_somewhere(request.user),
        "meter": guidance.meter(told),
    }
    return render(request, "telling/preview.html", context)


@opened
def send(request: HttpRequest, report: Report) -> HttpResponse:
    """Send it, once, however often the button is pressed."""
    if request.method != "POST":
        return redirect("report-preview", report.pk)
    if not request.user.is_authenticated:
        back = {"next": reverse("report-preview", args=[report.pk])}
        return redirect(f"{reverse('enter')}?{urlencode(back)}")
    if not report.sent_at and problems(report, request.user):
        return redirect("report-summary", report.pk)
    if behalf := plain(request.POST.get("on_behalf", ""))[:LONGEST_NAME]:
        commands.keep(report, {"on_behalf": behalf})
    return redirect(_sent(request, report), report.pk)


def _sent(request: HttpRequest, report: Report) -> str:
    """Send it; the name of the page that comes next."""
    try:
        commands.send(report, by=request.user)
    except commands.ChangedMeanwhile:
        return _put_together(request, report)
    except ValidationError as error:
        for words in error.messages:
            messages.error(request, words)
        return "report-summary"
    except PermissionDenied:
        messages.error(request, _("You may not speak for this organisation. Choose another one."))
        return "report-summary"
    return "report-sent"


def _put_together(request: HttpRequest, report: Report) -> str:
    """Changes to other parts go together at once; where both changed the same, she chooses."""
    if collisions.collide(report).collisions():
        return "report-differences"
    commands.settle(report, ())
    said = _("A colleague changed other parts of this meanwhile. Both changes are here now.")
    messages.info(request, said)
    return "report-preview"


@opened
def sent(request: HttpRequest, report: Report) -> HttpResponse:
    """What happens next."""
    if not report.sent_at and not report.ready_at:
        return redirect("report-summary", report.pk)
    return render(request, "telling/sent.html", {"report": report})


@opened
def differences(request: HttpRequest, report: Report) -> HttpResponse:
    """What another changed meanwhile beside one's own: choose, and nothing is lost."""
    changed = collisions.changed_meanwhile(report)
    found = collisions.collide(report).collisions() if changed else []
    if not found:
        return redirect("report-preview", report.pk)
    if request.method == "POST":
        theirs = [each.name for each in found if request.POST.get(each.name) == "theirs"]
        commands.settle(report, theirs)
        return redirect("report-preview", report.pk)
    labels = {part.names[0]: part.names for part in PARTS}
    rows = [
        {
            "name": each.name,
            "label": summary.label_of(each.name),
            "theirs": summary.words(labels[each.name], each.theirs),
            "mine": summary.words(labels[each.name], each.mine),
        }
        for each in found
    ]
    return render(request, "telling/differences.html", {"report": report, "rows": rows})


@opened
def drop(request: HttpRequest, report: Report) -> HttpResponse:
    """Throw it away, after asking once."""
    if request.method == "POST":
        commands.drop(report)
        messages.success(request, _("The unfinished notice was thrown away."))
        return redirect("report")
    return render(request, "telling/drop.html", {"report": report})
