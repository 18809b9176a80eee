"""The links of a letter: they work without signing in, and opening one changes nothing.

Programs that guard mailboxes open every link; only a button (POST) answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from seurantalo.common.limits import consume
from seurantalo.common.time import local_day
from seurantalo.quality import commands, policies, queries, tokens
from seurantalo.quality.forms import CallForm, EndForm
from seurantalo.quality.letters import Question
from seurantalo.quality.models import Asking
from seurantalo.quality.people import Reader, reader_of
from seurantalo.quality.policies import Thing
from seurantalo.quality.tokens import Letter

A_DAY = 24 * 3600


@dataclass(frozen=True)
class Opened:
    """A good link: its reader and the questions it is about; one of them, or all of hers."""

    token: str
    letter: Letter
    reader: Reader
    askings: list[Asking]
    things: dict[tuple[str, int], Thing]

    @property
    def one(self) -> Asking | None:
        """The question, when the link is about one thing."""
        return self.askings[0] if self.letter.asking and self.askings else None

    def thing(self, asking: Asking) -> Thing:
        """What a question is about."""
        return self.things[asking.kind, asking.object_id]


Page = Callable[[HttpRequest, Opened], HttpResponse]


def _letter_page(page: Page) -> Callable[..., HttpResponse]:
    """A page of a link; one that is broken, late or no longer hers gets words that help."""

    @never_cache
    @wraps(page)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            answer = _open(request, token, page)
        except tokens.Broken:
            answer = render(request, "quality/broken.html", status=404)
        except PermissionDenied:
            answer = render(request, "quality/not_yours.html", status=403)
        answer["X-Robots-Tag"] = "noindex"
        answer["Referrer-Policy"] = "same-origin"
        return answer

    return opened


def _open(request: HttpRequest, token: str, page: Page) -> HttpResponse:
    letter = tokens.read(token)
    reader = reader_of(letter)
    if reader is None:
        raise PermissionDenied
    if letter.late:
        told = {"token": token, "sign_in_url": reverse("sign-in")}
        return render(request, "quality/late.html", told, status=410)
    askings = _askings(letter, reader)
    things = queries.things(askings)
    hers = [
        each
        for each in askings
        if (thing := things.get((each.kind, each.object_id))) and policies.may_answer(reader, thing)
    ]
    if letter.asking and not hers:
        raise PermissionDenied
    return page(request, Opened(token, letter, reader, hers, things))


def _askings(letter: Letter, reader: Reader) -> list[Asking]:
    if letter.asking:
        return list(Asking.objects.filter(pk=letter.asking).select_related("organization"))
    return list(queries.open_of(reader.user, reader.organization_id))


# -- Still true -------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@_letter_page
def confirm(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Is it still true? One button."""
    if request.method == "POST":
        return _confirm(request, opened)
    waiting = [each for each in opened.askings if each.answered is None]
    if not waiting:
        return render(request, "quality/done.html", _done(opened))
    told = _waiting(opened, waiting, call_open="soita" in request.GET)
    return render(request, "quality/confirm.html", told)


def _confirm(request: HttpRequest, opened: Opened) -> HttpResponse:
    chosen = set(request.POST.getlist("asking"))
    true = [
        each
        for each in opened.askings
        if each.answered is None and (opened.one or str(each.pk) in chosen)
    ]
    if true:
        try:
            commands.confirm([opened.thing(each) for each in true], reader=opened.reader)
        except ValidationError as error:  # merged or taken away since the page was opened
            messages.error(request, " ".join(error.messages))
            return redirect("confirm", token=opened.token)
        words = ngettext(
            "Thank you! It is confirmed.", "Thank you! All %(n)s are confirmed.", len(true)
        )
        messages.success(request, words % {"n": len(true)})
    elif not opened.one:
        messages.info(request, _("Tick what is still true first."))
    return redirect("confirm", token=opened.token)


def _waiting(opened: Opened, waiting: list[Asking], **more: Any) -> dict[str, Any]:
    told = queries.questions(waiting)
    rows = [_row(opened, each, told[each.pk]) for each in waiting]
    everything = queries.open_of(opened.reader.user, opened.reader.organization_id).count()
    return {
        "token": opened.token,
        "rows": rows,
        "one": rows[0] if opened.one else None,
        "others": everything - 1 if opened.one else 0,
        "all_url": _address("confirm", opened.letter.about(tokens.ALL)),
        "call_form": CallForm(),
        "called": any(each.call_wanted for each in waiting),
        **more,
    }


def _row(opened: Opened, asking: Asking, question: Question) -> dict[str, Any]:
    letter = opened.letter.about(asking.pk)
    thing = opened.thing(asking)
    return {
        "asking": asking,
        "question": question,
        "owner": None if question.organization else asking.organization,
        "url": reverse(asking.kind, args=[asking.object_id]) if thing.live else "",
        "edit": _address("confirm-edit", letter),
        "ended": _address("confirm-ended", letter),
    }


def _address(name: str, letter: Letter) -> str:
    return reverse(name, args=[tokens.make(letter)])


def _done(opened: Opened) -> dict[str, Any]:
    """What the page says when nothing of the link waits any more."""
    asking, reader = opened.one, opened.reader
    others = queries.open_of(reader.user, reader.organization_id).count()
    told: dict[str, Any] = {
        "token": opened.token,
        "asking": asking,
        "others": others,
        "all_url": _address("confirm", opened.letter.about(tokens.ALL)),
    }
    if asking:
        thing = opened.thing(asking)
        told |= {
            "thing": thing,
            "ends": thing.live and thing.expire_at is not None,
            "last_shown": thing.expire_at and local_day(thing.expire_at - timedelta(seconds=1)),
            "gone": not thing.live,
            "row": _row(opened, asking, queries.questions([asking])[asking.pk]),
        }
    return told


# -- Ended, edit ------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@_letter_page
def ended(request: HttpRequest, opened: Opened) -> HttpResponse:
    """It has ended, or will: the last day, or at once."""
    asking = opened.one
    if asking is None:
        raise tokens.Broken
    form = EndForm(request.POST or None)
    thing = opened.thing(asking)
    if request.method == "POST" and form.is_valid():
        if thing.live or asking.answered is None:
            commands.end(thing, reader=opened.reader, last=form.cleaned_data["last"])
        return redirect("confirm", token=opened.token)
    row = _row(opened, asking, queries.questions([asking])[asking.pk])
    told = {"form": form, "row": row, "token": opened.token}
    return render(request, "quality/ended.html", told, status=422 if form.errors else 200)


@require_POST
@_letter_page
def undo(request: HttpRequest, opened: Opened) -> HttpResponse:
    """It was not the end after all: public again as it was."""
    if opened.one is None:
        raise tokens.Broken
    try:
        commands.not_ended(opened.thing(opened.one), reader=opened.reader)
        messages.success(request, _("It is shown again, as it was."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("confirm", token=opened.token)


@_letter_page
def edit(request: HttpRequest, opened: Opened) -> HttpResponse:
    """To the page where it is edited, by way of a code by mail for who has not signed in."""
    if opened.one is None:
        raise tokens.Broken
    thing, asking = opened.thing(opened.one), opened.one
    if opened.reader.user is None:  # whoever reads the organisation's mail joins it first
        return redirect("claim-organization", policies.organization_id(thing))
    target = reverse(f"edit-{asking.kind}", args=[thing.pk])
    if request.user == opened.reader.user:
        return redirect(target)
    return redirect(f"{reverse('enter')}?{urlencode({'next': target})}")


# -- A call, a new link -----------------------------------------------------------------------------


@require_POST
@_letter_page
def call(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Would rather talk: the coordinator sees the wish."""
    form = CallForm(request.POST)
    waiting = [each for each in opened.askings if each.answered is None]
    if not form.is_valid():
        told = _waiting(opened, waiting, call_form=form) if waiting else _done(opened)
        page = "quality/confirm.html" if waiting else "quality/done.html"
        return render(request, page, told, status=422)
    commands.want_call(waiting, reader=opened.reader, note=form.cleaned_data["note"])
    messages.success(request, _("Thank you. Somebody rings you and asks."))
    return redirect("confirm", token=opened.token)


@never_cache
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """A new letter in place of a link that was too old, to the address we know."""
    try:
        letter = tokens.read(token)
    except tokens.Broken:
        return render(request, "quality/broken.html", status=404)
    reader = reader_of(letter)
    if reader is None:
        return render(request, "quality/not_yours.html", status=403)
    sent = consume("quality.again", reader.key, 3, A_DAY) and commands.write_again(reader)
    return render(request, "quality/again.html", {"sent": sent})
