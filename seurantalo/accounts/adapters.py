"""Where allauth asks us: its letters go through our mail room, its words are ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from seurantalo.accounts import letters, queries
from seurantalo.accounts.models import User
from seurantalo.mail import commands as mail
from seurantalo.mail.messages import Message

TOO_MANY = _("Too many tries. Wait ten minutes and try again.")
WRONG_CODE = _("The code is wrong. Check the digits, or ask for a new code.")
COMPOSERS: dict[str, Callable[[dict[str, Any]], Message]] = {
    "login_code": lambda context: letters.sign_in_code(context["code"]),
    "email_confirmation": lambda context: letters.verification_code(context["code"]),
    "email_confirmation_signup": lambda context: letters.verification_code(context["code"]),
    "password_reset_code": lambda context: letters.password_code(context["code"]),
    "unknown_account": lambda context: letters.no_account(),
    "account_already_exists": lambda context: letters.address_in_use(),
}
# What happened, in our words; of the rest the page itself tells enough.
HAPPENED = {
    "email_confirmed": _("Your email address is confirmed."),
    "password_changed": _("The new password is in use."),
    "password_set": _("The password is in use."),
    "recovery_codes_generated": _("Here are your new recovery codes."),
    "totp_activated": _("The app is in use."),
    "totp_deactivated": _("The app is no longer asked for."),
    "webauthn_added": _("The passkey is in use."),
    "webauthn_removed": _("The passkey no longer opens your account."),
    "account_connected": _("The outside login is joined to your account."),
    "account_connected_other": _("That outside login belongs to another account."),
    "account_disconnected": _("The outside login no longer opens your account."),
    "sessions_logged_out": _("All other devices have been signed out."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: letters, words, where one lands."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Write to us if it should be opened."),
        "duplicate_email": _("This is the address of your account already."),
        "email_password_mismatch": _(
            "The email address or the password is wrong. Check both and try again."
        ),
        "email_taken": _("This address belongs to another account."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("The password is wrong."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": _("You were quick. Wait a moment and try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter in the receiver's language and give it to the mail room."""
        name = template_prefix.rpartition("/")[2]
        user = context.get("user") or queries.person(email)
        language = user.language if isinstance(user, User) else get_language() or "fi"
        with override(language):
            if name in COMPOSERS:
                message = COMPOSERS[name](context)
            else:
                message = letters.account_changed(name)
        mail.send(message, to=email, language=language)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Tell what happened; allauth names a template, whose words we have ourselves."""
        name = (message_template or "").rpartition("/")[2].removesuffix(".txt")
        words = message or HAPPENED.get(name)
        if words:
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """A new person reads our letters in the language of the page she came by."""
        user.language = get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove oneself once more, in our words; a passkey is the easiest."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code from the app or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        methods.sort(key=lambda method: method["id"] != "mfa_reauthenticate:webauthn")
        return [{**method, "description": words[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor, in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "The code is wrong. Codes change every half a minute: type a fresh one."
        ),
        "unverified_email": _("Confirm your email address first."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # the name is allauth's
        """How a new passkey is called until its owner names it."""
        return str(_("Passkey"))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Which service a passkey is for: by its name, not only its address."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Suomi.fi or an employer's login, as the settings say: never read from the database."""

    def list_apps(
        self, request: HttpRequest, provider: Any = None, client_id: Any = None
    ) -> list[Any]:
        """The outside logins that the settings give."""
        kind = "openid_connect"
        told = settings.SOCIALACCOUNT_PROVIDERS[kind]["APPS"]
        return [
            app
            for app in (SocialApp(provider=kind, **each) for each in told)
            if provider in {None, app.provider, app.provider_id}
            and client_id in {None, app.client_id}
        ]

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Back to the account."""
        return reverse("account")
