"""Signing up, and the page of one's own sign-up: without an account, by a link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from seurantalo.accounts.callers import caller
from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.common.limits import consume
from seurantalo.publishing.moved import leads_on
from seurantalo.records.schemas import ActivityRecord
from seurantalo.signups import about, commands, keeping, queries, tokens
from seurantalo.signups.beside import words
from seurantalo.signups.forms import SignUpForm, time_words
from seurantalo.signups.models import SignUp
from seurantalo.signups.offers import Offer

SHOWN = 12  # times offered at first
HOUR, A_CALLER, AN_ADDRESS = 3600, 20, 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@leads_on("activity")
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The form: which time, who, how many."""
    record = activities.get_record(pk, times=1)
    if record is None:
        raise Http404
    found = queries.of(pk)
    if not found:
        raise Http404
    open_now = [each for each in found if each.takes]
    wanted = request.GET.get("kerta", "")
    form = SignUpForm(
        request.POST if request.method == "POST" else None,
        offers=open_now if request.method == "POST" else _offered(request, open_now, wanted),
        initial=_known(request, wanted),
    )
    if request.method == "POST" and form.is_valid():
        answer = _signed_up(request, activities.published().get(pk=pk), form)
        if answer is not None:
            return answer
    return _page(request, record, found, form, wanted)


def _offered(request: HttpRequest, found: list[Offer], wanted: str) -> list[Offer]:
    """The next times, the one that was asked for, and all of them when all are wanted."""
    if "kaikki" in request.GET:
        return found
    return found[:SHOWN] + [each for each in found[SHOWN:] if each.key == wanted]


def _known(request: HttpRequest, wanted: str) -> dict[str, Any]:
    """What need not be typed."""
    known: dict[str, Any] = {"time": wanted}
    if request.user.is_authenticated:
        name = f"{request.user.first_name} {request.user.last_name}".strip()
        known |= {"name": name, "email": request.user.email}
    return known


def _page(
    request: HttpRequest, record: ActivityRecord, found: list[Offer], form: Any, wanted: str
) -> HttpResponse:
    chosen = next((each for each in found if each.key == wanted), None)
    only = next(iter(form.offers.values())) if len(form.offers) == 1 else None
    context = {
        "activity": record,
        "about": about.of_record(record),
        "form": form,
        "refused": chosen if chosen and not chosen.takes else None,
        "only": only and {"when": time_words(only), "words": words(only)},
        "more": len([each for each in found if each.takes]) > len(form.offers),
        "closed": [
            {"when": time_words(each), "words": words(each)} for each in found if not each.takes
        ][:SHOWN],
        "interest": all(each.rule.here == "interest" for each in found),
        "erased": _erased(record, only or chosen),
    }
    return render(request, "signups/sign_up.html", context, status=422 if form.errors else 200)


def _erased(record: ActivityRecord, offer: Offer | None) -> Any:
    """The last day the details are kept, when the time is known."""
    if offer is None:
        return None
    return keeping.erase_on(int(record.id), offer.time)


def _signed_up(request: HttpRequest, activity: Activity, form: SignUpForm) -> HttpResponse | None:
    """Take her in; None when she is to read the form again."""
    if form.by_program:
        return redirect("sign-up-thanks", activity.pk)
    if not _within_limits(request, form.told.email):
        form.add_error(None, _("There were many sign-ups just now. Wait a while and try again."))
        return None
    try:
        signup, new = commands.sign_up(activity, form.offer.time, form.told)
    except ValidationError as error:
        form.add_error("people" if getattr(error, "code", "") == "people" else None, error)
        return None
    if signup.email:
        _say(request, signup)
        return redirect("sign-up-thanks", activity.pk)
    if new:
        _say(request, signup)
    return redirect("own-sign-up", tokens.make(signup))


def _within_limits(request: HttpRequest, email: str) -> bool:
    asked = consume("signups", caller(request), A_CALLER, HOUR)
    return asked and (not email or consume("signups.address", email.lower(), AN_ADDRESS, HOUR))


def _say(request: HttpRequest, signup: SignUp) -> None:
    said = {
        SignUp.Status.WAITING: _("You are on the waiting list."),
        SignUp.Status.INTERESTED: _("Your interest was noted."),
    }
    messages.success(request, said.get(SignUp.Status(signup.status), _("You have a place.")))


@never_cache
@require_http_methods(["GET", "HEAD"])
@leads_on("activity")
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """After signing up: the letter is on its way. The page says the same to everybody."""
    record = activities.get_record(pk, times=1)
    if record is None:
        raise Http404
    return render(request, "signups/thanks.html", {"activity": record})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """One's own sign-up: what was told, how it stands, cancelling it and having it erased."""
    signup = tokens.read(token)
    if signup is None:
        answer = render(request, "signups/gone.html", status=404)
    elif request.method == "POST":
        answer = _own_changed(request, signup, token)
    else:
        answer = render(request, "signups/own.html", _own_context(signup, token))
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _own_context(signup: SignUp, token: str) -> dict[str, Any]:
    told = about.of(signup.activity)
    return {
        "signup": signup,
        "about": told,
        "token": token,
        "when": about.when(signup.start) if signup.original_start else "",
        "where": told.where(signup.channel),
        "public": bool(told.places or told.online),
    }


def _own_changed(request: HttpRequest, signup: SignUp, token: str) -> HttpResponse:
    if "erase" in request.POST:
        pk = signup.activity_id
        commands.erase(signup)
        messages.success(request, _("Your sign-up was cancelled and your details were erased."))
        public = activities.published().filter(pk=pk).exists()
        return redirect("activity", pk) if public else redirect("front")
    commands.cancel(signup)
    messages.success(request, _("Your sign-up was cancelled. Thank you for telling."))
    return redirect("own-sign-up", token)
