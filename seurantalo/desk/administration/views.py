"""The doors of the administrators' pages. Everybody else is told that they are not hers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seurantalo.accounts import roles
from seurantalo.accounts.models import RegionalRole, User
from seurantalo.accounts.policies import is_national_admin
from seurantalo.common import switches as service
from seurantalo.desk.administration import commands, failures, overview
from seurantalo.desk.administration.forms import ContactForm, GrantForm, RuleForm, WordsForm
from seurantalo.jobs import queries as jobs
from seurantalo.jobs.models import DeadLetter
from seurantalo.mail import gallery, wording
from seurantalo.mail import queries as post
from seurantalo.mail.kinds import Kind, kind, kinds
from seurantalo.mail.models import Bounce, MailText
from seurantalo.mail.rendering import LETTER_CSP
from seurantalo.mail.rendering import render as write_out
from seurantalo.places.models import Area
from seurantalo.planning import verdicts
from seurantalo.planning.collisions import THRESHOLD

View = Callable[..., HttpResponse]
read_and_write = require_http_methods(["GET", "HEAD", "POST"])


def me(request: HttpRequest) -> User:
    """Who is asking; `admins_only` has seen to it that she has signed in."""
    return cast(User, request.user)


def admins_only(view: View) -> View:
    """Let national administrators in, ask others to sign in or turn them away."""

    @never_cache
    @login_required
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_national_admin(me(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return door


def page(
    request: HttpRequest, name: str, context: dict[str, Any], *, bad: bool = False
) -> HttpResponse:
    """A page of the administration; 422 when what was typed has to be mended."""
    return render(request, f"desk/administration/{name}.html", context, status=422 if bad else 200)


@admins_only
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everything there is to look after, and how it is."""
    return page(request, "home", {"cards": overview.cards(), "health": jobs.health()})


@admins_only
@require_safe
def collisions(request: HttpRequest) -> HttpResponse:
    """How often advice about colliding dates was a false alarm."""
    context = {
        "overall": verdicts.overall(),
        "bands": verdicts.by_score(),
        "regions": verdicts.by_region(),
        "threshold": THRESHOLD,
    }
    return page(request, "collisions", context)


@admins_only
@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """Every region: its rule and who looks after it."""
    return page(request, "regions", {"regions": overview.regions()})


def _region(code: str) -> Area:
    return get_object_or_404(Area, kind="region", code=code)


@admins_only
@read_and_write
def region(request: HttpRequest, code: str) -> HttpResponse:
    """A region's rule, and its coordinators."""
    area = _region(code)
    form = RuleForm(request.POST or None, instance=overview.rule_of(area))
    if request.method == "POST" and form.is_valid():
        commands.change_rule(area, form.cleaned_data, by=me(request))
        messages.success(request, _("The rule of the region was changed."))
        return redirect("administration-region", code)
    return page(request, "region", _of_region(area, form, GrantForm()), bad=form.is_bound)


def _of_region(area: Area, rule: RuleForm, grant: GrantForm) -> dict[str, Any]:
    return {"region": area, "form": rule, "grant_form": grant, "roles": overview.roles_of(area)}


@admins_only
@require_POST
def grant(request: HttpRequest, code: str) -> HttpResponse:
    """Make somebody the coordinator of the region."""
    area, form = _region(code), GrantForm(request.POST)
    if form.is_valid():
        try:
            roles.grant(by=me(request), region=area, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("email", error)
        else:
            messages.success(request, _("The new coordinator gets a letter."))
            return redirect("administration-region", code)
    rule = RuleForm(instance=overview.rule_of(area))
    return page(request, "region", _of_region(area, rule, form), bad=True)


@admins_only
@read_and_write
def coordinator(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom citizens are told to ask."""
    role = get_object_or_404(RegionalRole.objects.select_related("user", "area"), pk=pk)
    form = ContactForm.of(role, request.POST or None)
    if request.method == "POST" and form.is_valid():
        roles.change_contacts(role, form.contacts(role), by=me(request))
        messages.success(request, _("The contact was changed."))
        return redirect("administration-region", role.area.code)
    return page(request, "coordinator", {"role": role, "form": form}, bad=form.is_bound)


@admins_only
@read_and_write
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether, and take a region from its coordinator."""
    role = get_object_or_404(RegionalRole.objects.select_related("user", "area"), pk=pk)
    if request.method == "POST":
        roles.revoke(role, by=me(request))
        messages.success(request, _("She is no longer a coordinator of the region."))
        return redirect("administration-region", role.area.code)
    return page(request, "revoke", {"role": role})


@admins_only
@read_and_write
def switches(request: HttpRequest) -> HttpResponse:
    """What can be turned off for the whole service."""
    if request.method == "POST":
        name, active = request.POST.get("name", ""), request.POST.get("turn") == "on"
        if name not in service.SWITCHES:
            raise Http404
        commands.turn_switch(name, active, by=me(request))
        messages.success(request, _("It is on now.") if active else _("It is off now."))
        return redirect("administration-switches")
    found = [(each, service.on(each.name)) for each in service.SWITCHES.values()]
    return page(request, "switches", {"switches": found})


@admins_only
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Every kind of letter, and in which languages its words are an administrator's own."""
    own = set(post.mail_texts())
    found = [
        (each, [(lang, (each.name, lang) in own) for lang in gallery.LANGUAGES]) for each in kinds()
    ]
    return page(request, "letters", {"letters": found})


def _kind(name: str, language: str) -> Kind:
    found = kind(name)
    if found is None or language not in gallery.LANGUAGES:
        raise Http404
    return found


@admins_only
@read_and_write
def letter(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Own words for a kind of letter in a language."""
    found = _kind(kind, language)
    if "restore" in request.POST:
        commands.restore_text(kind, language, by=me(request))
        messages.success(request, _("The letter says again what the service says."))
        return redirect("administration-letter", kind, language)
    form = _words_form(found, language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        commands.change_text(kind, language, form.words(), by=me(request))
        messages.success(request, _("The letter was changed."))
        return redirect("administration-letter", kind, language)
    context = {
        "kind": found,
        "written_in": language,
        "others": [each for each in gallery.LANGUAGES if each != language],
        "form": form,
        "own": post.mail_text(kind, language),
    }
    return page(request, "letter", context, bad=form.is_bound)


def _words_form(found: Kind, language: str, data: Any) -> WordsForm:
    message = gallery.sample(found, language)
    standard = wording.editable(message)
    own = post.mail_text(found.name, language)
    kept = {name: getattr(own, name, "") or text for name, text in standard.items()}
    return WordsForm(data, initial=kept, values=message.values, standard=standard)


@admins_only
@read_and_write
@xframe_options_sameorigin
@csp_override(LETTER_CSP)
def preview(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """The letter with the words as they are typed, or as they are kept."""
    found = _kind(kind, language)
    own = post.mail_text(kind, language)
    if request.method == "POST":
        form = _words_form(found, language, request.POST)
        form.is_valid()
        own = MailText(kind=kind, language=language, **form.words())
    message = wording.apply(gallery.sample(found, language), own)
    return HttpResponse(write_out(message, language).html)


@admins_only
@read_and_write
def queue(request: HttpRequest) -> HttpResponse:
    """How the queue is, what died in it, which letters and addresses failed."""
    if request.method == "POST":
        try:
            messages.success(request, _act_on_queue(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("administration-queue")
    return page(request, "queue", {"health": jobs.health(), "lists": failures.lists()})


def _act_on_queue(request: HttpRequest) -> str:
    """Do what a button of the page asks for; what to say of it."""
    deed, _space, key = request.POST.get("deed", "").partition(" ")
    pk = int(key) if key.isascii() and key.isdecimal() and len(key) < 18 else 0
    if deed == "trust":
        commands.trust_again(get_object_or_404(Bounce, pk=pk), by=me(request))
        return _("Letters are sent to the address again.")
    dead = get_object_or_404(DeadLetter, pk=pk)
    if deed == "revive":
        commands.revive(dead, by=me(request))
        return _("It is tried again.")
    if deed == "discard":
        commands.discard(dead, by=me(request))
        return _("It was thrown away.")
    raise Http404
