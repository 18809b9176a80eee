"""The doors of this room that allauth does not have: the account, keys, leaving, seeing as."""

from __future__ import annotations

from typing import Any, cast

from allauth.account import views as allauth
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.utils import passthrough_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from seurantalo.accounts import commands, letters, own_data, policies, queries, see_as
from seurantalo.accounts.forms import ApiKeyForm, EnterForm, EraseForm, PersonForm, SeeAsForm
from seurantalo.accounts.models import ApiKey, User
from seurantalo.common.numbers import whole
from seurantalo.mail import commands as mail

sign_out = require_POST(allauth.logout)


class SignInView(allauth.LoginView):
    """The three ways in on one page: a code, a passkey, a password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page needs besides the password's form."""
        return {
            **super().get_context_data(**kwargs),
            "enter_form": EnterForm(initial={"email": self.request.POST.get("login", "")}),
            "outside": settings.OUTSIDE_LOGIN,
        }


class ConfirmCodeView(allauth.ConfirmLoginCodeView):
    """Typing the code; whoever comes too late hears so and keeps the way she was going."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """allauth's answer, and words where it only sends back."""
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if answer.status_code != 302 or answer["Location"] != reverse("account_request_login_code"):
            return answer
        if not getattr(messages.get_messages(request), "added_new", False):
            messages.error(request, _("The code no longer works. Ask for a new one."))
        return redirect(passthrough_next_redirect_url(request, reverse("enter"), "next"))


@require_POST
def another_address(request: HttpRequest) -> HttpResponse:
    """The address was mistyped: ask for it again; what was begun without signing in is kept."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    if stage is not None:
        stage.abort()
    return redirect(passthrough_next_redirect_url(request, reverse("enter"), "next"))


class SignUpView(allauth.RequestLoginCodeView):
    """Joining: the same one question as signing in by a code, in other words."""

    extra_context = {"joining": True}


sign_in = SignInView.as_view()
confirm_code = ConfirmCodeView.as_view()
sign_up = SignUpView.as_view()


def _me(request: HttpRequest) -> User:
    return cast(User, request.user)


def _status(form: Any) -> int:
    return 422 if form.errors else 200


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Everything of one's own on one page; her name and language are changed here."""
    me = _me(request)
    form = PersonForm(request.POST or None, instance=User.objects.get(pk=me.pk))
    if request.method == "POST" and form.is_valid():
        commands.tell_about_oneself(by=me, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("account")
    context = {
        "form": form,
        "official": policies.is_official(me),
        "second_factor": queries.has_second_factor(me),
        "second_factor_required": settings.REQUIRE_SECOND_FACTOR,
        "national": policies.is_national_admin(me),
        "outside": settings.OUTSIDE_LOGIN,
    }
    return render(request, "accounts/account.html", context, status=_status(form))


@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one device out."""
    if commands.end_session(pk, by=_me(request)):
        messages.success(request, _("That device has been signed out."))
    return redirect("usersessions_list")


@login_required
@require_GET
@never_cache
def download(request: HttpRequest) -> JsonResponse:
    """All we know of her, as a file."""
    options = {"ensure_ascii": False, "indent": 2}
    answer = JsonResponse(own_data.of(_me(request)), json_dumps_params=options)
    answer["Content-Disposition"] = 'attachment; filename="seurantalo.json"'
    return answer


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account, the address typed by hand."""
    me = _me(request)
    form = EraseForm(request.POST or None, user=me)
    if request.method == "POST" and form.is_valid():
        try:
            commands.erase(me, by=me)
        except ValidationError as kept:
            form.add_error(None, kept)
        else:
            logout(request)
            mail.write(letters.removed, to=me.email, language=me.language)
            messages.success(request, _("Your account has been erased. Thank you for all you did."))
            return redirect("front")
    return render(request, "accounts/erase.html", {"form": form}, status=_status(form))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def api_keys(request: HttpRequest) -> HttpResponse:
    """Her API keys; a new one is shown once."""
    me, secret = _me(request), ""
    form = ApiKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _key, secret = commands.make_key(by=me, name=form.cleaned_data["name"])
            form = ApiKeyForm()
        except ValidationError as many:
            form.add_error(None, many)
    context = {"form": form, "keys": queries.keys_of(me), "secret": secret}
    return render(request, "accounts/api_keys.html", context, status=_status(form))


@login_required
@require_POST
def revoke_key(request: HttpRequest, pk: int) -> HttpResponse:
    """The key opens nothing any more."""
    key = get_object_or_404(ApiKey, pk=pk, user=_me(request))
    commands.revoke_key(key, by=_me(request))
    messages.success(request, _("The key no longer opens anything."))
    return redirect("api-keys")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_as(request: HttpRequest) -> HttpResponse:
    """A national administrator chooses as whom to look at the service."""
    me = _me(request)
    if not policies.is_national_admin(me):
        raise PermissionDenied
    if request.method == "POST":
        other = get_object_or_404(User, pk=whole(request.POST.get("person", "")))
        commands.look_as(other, by=me)
        request.session[see_as.KEY] = other.pk
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SeeAsForm(request.GET or None)
    found = queries.chosen_to_see_as(form.cleaned_data["text"]) if form.is_valid() else None
    return render(request, "accounts/see_as.html", {"form": form, "found": found})


@require_POST
def stop_looking(request: HttpRequest) -> HttpResponse:
    """Back to being herself."""
    request.session.pop(see_as.KEY, None)
    return redirect("see-as" if request.user.is_authenticated else "front")


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler429`: what to do when one was too quick."""
    with translation.override(translation.get_language()):
        answer = render(request, "429.html", status=429)
    answer["Retry-After"] = "600"
    return answer
