"""Registering an organisation: first look whether it is here, then a short form."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.organizations import commands
from seurantalo.organizations.duplicates import Candidate, asked_for, surely
from seurantalo.organizations.forms.errors import show
from seurantalo.organizations.forms.joining import AssistedForm, FindForm, RegisterForm
from seurantalo.organizations.views.entry import signed_in


@signed_in
@require_http_methods(["GET"])
def find(request: HttpRequest) -> HttpResponse:
    """Is it here already? Cards of what is like it; from each one can ask to keep it."""
    form = FindForm(request.GET) if "q" in request.GET else FindForm()
    found: list[Candidate] = []
    if form.is_bound and form.is_valid():
        found = asked_for(form.cleaned_data["q"])
    context = {"form": form, "found": found, "asked": form.is_bound and form.is_valid()}
    return render(request, "organizations/find.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """The short form; before anything is made, what is like it is shown once."""
    helping = coordinates_somewhere(request.user)
    if request.method != "POST":
        forms = _empty(request)
        context = {"form": forms[0], "assisted": forms[1] if helping else None}
        return render(request, "organizations/register.html", context)
    form, assisted = RegisterForm(request.POST), AssistedForm(request.POST)
    found: list[Candidate] = []
    if form.is_valid() and assisted.is_valid():
        found = [] if "different" in request.POST else surely(form.content())
        if not found and (answer := _registered(request, form, assisted, helping)):
            return answer
    again = {"form": form, "assisted": assisted if helping else None, "found": found}
    return render(request, "organizations/register.html", again, status=200 if found else 422)


def _empty(request: HttpRequest) -> tuple[RegisterForm, AssistedForm]:
    """The form with what is known: what she looked for, and her own address."""
    typed = request.GET.get("q", "")[:200]
    numeric = typed and not any(letter.isalpha() for letter in typed)
    known = {"number" if numeric else "name": typed}
    if not coordinates_somewhere(request.user):
        known["email"] = getattr(request.user, "email", "")
    return RegisterForm(initial=known), AssistedForm()


def _registered(
    request: HttpRequest, form: RegisterForm, assisted: AssistedForm, helping: bool
) -> HttpResponse | None:
    """On to the next thing; None when a command found something wrong, told in the form."""
    speaker = assisted.cleaned_data["speaker"] if helping else ""
    email = assisted.cleaned_data["speaker_email"] if helping else ""
    try:
        made = commands.register(form.content(), by=request.user, speaker=speaker, email=email)
    except ValidationError as error:
        show(form, error)
        return None
    if made.live:
        messages.success(request, _("It is registered and public."))
    else:
        messages.success(
            request,
            _("Thank you. A coordinator of your region reads it, usually within a few days."),
        )
    if speaker:
        return redirect("organization-people", made.pk)
    return redirect("my-organizations")
