"""The languages of a notice or an organisation: which are there, and writing one of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seurantalo.activities.models import Activity
from seurantalo.common.limits import consume
from seurantalo.organizations.models import Organization
from seurantalo.publishing.policies import require
from seurantalo.telling import languages, languages_changes, translation
from seurantalo.telling.forms.translating import TranslationForm

MODELS: dict[str, Any] = {"activity": Activity, "organization": Organization}
DRAFTS_AN_HOUR = 60


class Language(NamedTuple):
    """A language of a thing: how many of its texts are in which state."""

    lang: str
    name: str | Promise
    url: str
    there: int
    missing: int
    older: int
    machine: int


def _thing(request: HttpRequest, kind: str, pk: int) -> languages_changes.Thing:
    found: languages_changes.Thing = get_object_or_404(MODELS[kind], pk=pk)
    require(request.user, "change", found)
    return found


@login_required
@require_http_methods(["GET", "HEAD"])
def overview(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Every text in every language, side by side."""
    thing = _thing(request, kind, pk)
    lines = languages.lines(languages_changes.content(thing))
    context = {
        "thing": thing,
        "kind": kind,
        "lines": lines,
        "versions": [_language(lang, lines, kind, pk) for lang in languages.LANGUAGES],
    }
    return render(request, "telling/languages.html", context)


def _language(lang: str, lines: list[languages.Line], kind: str, pk: int) -> Language:
    states = [line.cell(lang).state for line in lines]
    return Language(
        lang,
        languages.NAMES[lang],
        "" if all(state == "original" for state in states) else _address(kind, pk, lang),
        there=len(states) - states.count("missing"),
        missing=states.count("missing"),
        older=states.count("older"),
        machine=states.count("machine"),
    )


def _address(kind: str, pk: int, lang: str) -> str:
    return reverse(f"{kind}-language", args=[pk, lang])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int, lang: str, kind: str) -> HttpResponse:
    """The texts of one language beside their originals."""
    if lang not in languages.LANGUAGES:
        raise Http404
    thing = _thing(request, kind, pk)
    lines = languages.lines(languages_changes.content(thing))
    if request.method != "POST":
        return _shown(request, thing, kind, TranslationForm(lines, lang))
    if "draft" in request.POST:
        return _drafted(request, thing, kind, lines, lang)
    form = TranslationForm(lines, lang, request.POST)
    if not form.is_valid():
        return _shown(request, thing, kind, form.redrawn(), status=422)
    before = form.told
    standing = languages_changes.write(
        thing, lang, before, checked=form.right, machine=form.untouched, by=request.user
    )
    messages.success(request, _saved(standing) if before else _("Nothing was changed."))
    return redirect(f"{kind}-languages", pk)


def _saved(standing: str) -> str:
    if standing == "public":
        return _("The texts are public.")
    if standing == "waiting":
        return _("The texts are sent. A coordinator looks at them before they are public.")
    return _("The texts are kept in your draft, and go along when you send it.")


def _drafted(
    request: HttpRequest,
    thing: languages_changes.Thing,
    kind: str,
    lines: list[languages.Line],
    lang: str,
) -> HttpResponse:
    """What is typed stays; empty fields get the machine's words. Nothing is written yet."""
    found: dict[str, str] = {}
    try:
        if not translation.offered(lang):
            raise Http404
        if not consume("translate", str(request.user.pk), DRAFTS_AN_HOUR, 3600):
            raise translation.NotTranslated(
                _("The translator has worked a lot for you. Try again in an hour.")
            )
        found = languages_changes.drafted(thing, lang)
    except translation.NotTranslated as error:
        messages.error(request, str(error))
    form = TranslationForm.with_drafts(lines, lang, request.POST, found)
    return _shown(request, thing, kind, form)


def _shown(
    request: HttpRequest,
    thing: languages_changes.Thing,
    kind: str,
    form: TranslationForm,
    *,
    status: int = 200,
) -> HttpResponse:
    wanting = any(row["cell"].state == "missing" for row in form.rows())
    context = {
        "thing": thing,
        "kind": kind,
        "form": form,
        "lang": form.lang,
        "language": languages.NAMES[form.lang],
        "drafts": wanting and translation.offered(form.lang),
        "back": reverse(f"{kind}-languages", args=[thing.pk]),
    }
    return render(request, "telling/languages_write.html", context, status=status)
