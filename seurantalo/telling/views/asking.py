"""The questions, a screen each; kept as they are typed, checked when one goes on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from seurantalo.accounts.callers import caller
from seurantalo.common import switches
from seurantalo.common.limits import consume
from seurantalo.common.numbers import whole
from seurantalo.organizations.policies import may
from seurantalo.telling import addresses, commands, live, placing, queries, steps, timing
from seurantalo.telling.forms import FORMS, StepForm, WhoForm
from seurantalo.telling.models import Report
from seurantalo.telling.policies import may_open
from seurantalo.telling.views.opening import keys, opened, remember

MOST_BEGUN, HOUR = 40, 3600
FREE = "vapaat"  # in the address: the free dates alone, which a script asks for after the rest


def start(request: HttpRequest) -> HttpResponse:
    """The first question at once; what is under way is offered above it."""
    if not (request.user.is_authenticated or switches.on("report-without-account")):
        return redirect_to_login(request.get_full_path())
    new = queries.filled(None)
    if request.method != "POST":
        return ask(request, new, steps.FIRST)
    report = _begun(request)
    if report is None and not consume("report", caller(request), MOST_BEGUN, HOUR):
        form = FORMS[steps.FIRST](new, request.POST)
        form.add_error(None, _("Many notices were begun from here. Wait an hour, then go on."))
        return ask(request, new, steps.FIRST, form, status=429)
    report = report or commands.start(request.user, key=_free_key(request))
    remember(request, report)
    return answer(request, report, steps.FIRST)


def _begun(request: HttpRequest) -> Report | None:
    """The report that an autosave or the first of two presses began a moment ago."""
    key = queries.valid([request.POST.get("key", "")])
    report = Report.objects.filter(pk__in=key, sent_at__isnull=True).first()
    return report if report and may_open(request.user, report, keys(request)) else None


def _free_key(request: HttpRequest) -> UUID | None:
    """What the page calls the report, unless somebody else's is called so."""
    wished = queries.valid([request.POST.get("key", "")])
    return wished[0] if wished and not Report.objects.filter(pk__in=wished).exists() else None


@opened
def step(request: HttpRequest, report: Report, *, step: str) -> HttpResponse:
    """One question of a report."""
    if step not in FORMS:
        raise Http404
    if request.method == "POST":
        return answer(request, report, step)
    if FREE in request.GET and step == "milloin":
        return render(
            request, "planning/parts/free.html", live.beside(report, step, by=request.user)
        )
    return ask(request, report, step)


def answer(request: HttpRequest, report: Report, step: str) -> HttpResponse:
    """Keep what was typed; then go on, or say what has to be mended."""
    form = _form(request, report, step, request.POST, request.FILES)
    report = commands.keep(report, {**form.raw(), **_built(request, report, form)}, reached=step)
    if request.headers.get("X-Autosave"):
        return _saved(request, report, step)
    if "build" in request.POST:
        return redirect(_address(request, report, step))
    if taken := _taken(request, report, step):
        report = commands.keep(report, taken, reached=step)
        form = _form(request, report, step, {**report.answers})
    if not form.is_valid():
        form.report = report
        return ask(request, report, step, form, status=422)
    if form.cleaned_data.get("picture"):
        report = commands.keep(report, {"picture": form.cleaned_data["picture"]})
    return redirect(_onwards(request, report, step))


def _form(request: HttpRequest, report: Report, step: str, *data: Any) -> StepForm:
    if step == "kuka":
        return WhoForm(report, *data, by=request.user)
    return FORMS[step](report, *data)


def ask(
    request: HttpRequest,
    report: Report,
    step: str,
    form: StepForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The screen of a question, filled with what has been answered."""
    new = not report.begun and report.activity is None
    context = {
        "report": report,
        "form": form or _form(request, report, step),
        "step": steps.BY_NAME[step],
        "steps": steps.STEPS,
        "number": steps.NAMES.index(step) + 1,
        "action": _address(request, report, step),
        "back": _back(request, report, step),
        "to_hub": _to_hub(request),
        "unfinished": queries.unfinished(request.user, keys(request)) if new else None,
        "body": f"telling/steps/{step}.html",
        "known": _known(request, report, step),
        **live.beside(report, step, by=request.user),
    }
    return render(request, "telling/step.html", context, status=status)


def _known(request: HttpRequest, report: Report, step: str) -> Any:
    """What the organisation told before, one tap each, for its own people."""
    if report.organization is None or not may(request.user, "change", report.organization):
        return ()
    if step == "missa":
        return queries.known_places(report.organization, report.language)
    return queries.known_contacts(report.organization) if step == "yhteys" else ()


def _built(request: HttpRequest, report: Report, form: StepForm) -> dict[str, Any]:
    """The sentence that the taps mean, when they were what was last touched."""
    if "build" not in request.POST:
        return {}
    sentence = timing.sentence(form.raw(), report.language, timezone.localdate())
    return {"times": sentence, "irregular": ""} if sentence else {}


def _taken(request: HttpRequest, report: Report, step: str) -> dict[str, Any]:
    """The answers of an earlier place or contact that was tapped."""
    chosen, known = whole(request.POST.get("earlier", "")), _known(request, report, step)
    if chosen is None or chosen >= len(known):
        return {}
    each = known[chosen]
    if step == "yhteys":
        return {
            "phone": each.phone,
            "email": each.email,
            "person": each.name if each.consent else "",
            "consent": "on" if each.name and each.consent else "",
        }
    return {
        "way": "place",
        "address": placing.say_place(each.place, report.language),
        "place_name": each.name,
        "directions": each.place.directions.get(report.language, ""),
        "known_place": each.place.model_dump(mode="json"),
    }


def _saved(request: HttpRequest, report: Report, step: str) -> HttpResponse:
    """The live parts of the screen after an autosave."""
    form = _form(request, report, step)
    context = {
        "report": report,
        "form": form,
        "action": _address(request, report, step),
        "built": report.answers.get("times", "") if "build" in request.POST else "",
        "free": FREE,
        **live.beside(report, step, by=request.user, free=False),
    }
    return render(request, "telling/live.html", context)


def _to_hub(request: HttpRequest) -> bool:
    return addresses.BACK_TO_ALL["to"] in (request.POST.get("to"), request.GET.get("to"))


def _address(request: HttpRequest, report: Report, step: str) -> str:
    return addresses.question(report, step, back_to_all=_to_hub(request))


def _back(request: HttpRequest, report: Report, step: str) -> str:
    """The page before this one, "" at the beginning."""
    everything, name = addresses.all_told(report), steps.before(step)
    if not everything or _to_hub(request):
        return everything
    return addresses.question(report, name) if name else ""


def _onwards(request: HttpRequest, report: Report, step: str) -> str:
    """The next question; after the last one signing in, if need be, and a look at it all."""
    if _to_hub(request):
        return addresses.all_told(report)
    name = steps.after(step)
    if name == "kuka" and report.organization is not None and request.user.is_authenticated:
        name = ""
    if name:
        return addresses.question(report, name)
    preview = reverse("report-preview", args=[report.pk])
    if request.user.is_authenticated:
        return preview
    messages.info(
        request, _("Almost ready. We send a code to your email, so that you can come back.")
    )
    known_email = {"email": report.answers["email"]} if report.answers.get("email") else {}
    return f"{reverse('enter')}?{urlencode({'next': preview, **known_email})}"
