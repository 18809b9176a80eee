"""The letters of this room, each composed in the receiver's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from seurantalo.mail import kinds
from seurantalo.mail.messages import Button, Code, Message, Part, absolute

NOT_YOU = gettext_lazy("If this was not you, do nothing: without the code nobody gets in.")


def sign_in_code(code: str) -> Message:
    """The code that signs in, or opens a new account."""
    return Message(
        kind="accounts.sign_in_code",
        subject=_("%(code)s is your sign-in code") % {"code": code},
        parts=(
            _("Type this code on the page where you are signing in:"),
            Code(code),
            _("The code works for a quarter of an hour."),
            str(NOT_YOU),
        ),
        values={"code": code},
    )


def verification_code(code: str) -> Message:
    """The code that shows an address to be hers."""
    return Message(
        kind="accounts.verification_code",
        subject=_("%(code)s confirms your email address") % {"code": code},
        parts=(
            _(
                "Type this code on the page that asks for it, and we know that the address is yours:"
            ),
            Code(code),
            _("The code works for a quarter of an hour."),
            str(NOT_YOU),
        ),
        values={"code": code},
    )


def password_code(code: str) -> Message:
    """The code that allows a new password."""
    return Message(
        kind="accounts.password_code",
        subject=_("%(code)s is your code for a new password") % {"code": code},
        parts=(
            _("Type this code on the page where you are choosing a new password:"),
            Code(code),
            _("The code works for a quarter of an hour."),
            str(NOT_YOU),
        ),
        values={"code": code},
    )


def no_account() -> Message:
    """Somebody tried to sign in by an address that has no open account."""
    return Message(
        kind="accounts.no_account",
        subject=_("There is no open account with this address"),
        parts=(
            _("Somebody, perhaps you, tried to sign in with this email address."),
            _("Your account may have been closed, or you joined with another address."),
            Button(_("To the sign-in page"), absolute(reverse("sign-in"))),
        ),
    )


def address_in_use() -> Message:
    """Somebody tried to take this address into use, and it belongs to an account already."""
    return Message(
        kind="accounts.address_in_use",
        subject=_("This address has an account already"),
        parts=(
            _(
                "Somebody, perhaps you, tried to take this email address into use in another account."
            ),
            _("It belongs to an account already, so nothing was changed."),
            Button(_("Sign in to that account"), absolute(reverse("sign-in"))),
        ),
    )


CHANGES = {
    "email_changed": gettext_lazy("The email address of your account was changed."),
    "email_confirm": gettext_lazy("The email address of your account was confirmed."),
    "email_deleted": gettext_lazy("An email address was taken off your account."),
    "password_changed": gettext_lazy("The password of your account was changed."),
    "password_reset": gettext_lazy("The password of your account was changed by a code."),
    "password_set": gettext_lazy("Your account has a password now."),
    "recovery_codes_generated": gettext_lazy("New recovery codes were made for your account."),
    "totp_activated": gettext_lazy("An app on a phone was joined to your account."),
    "totp_deactivated": gettext_lazy("The app on the phone was taken off your account."),
    "webauthn_added": gettext_lazy("A passkey was joined to your account."),
    "webauthn_removed": gettext_lazy("A passkey was taken off your account."),
    "account_connected": gettext_lazy("An outside login was joined to your account."),
    "account_disconnected": gettext_lazy("An outside login was taken off your account."),
}


def account_changed(what: str) -> Message:
    """What changed in how she signs in (a key of CHANGES), in case it was somebody else."""
    told = str(CHANGES[what])
    parts: tuple[Part, ...] = (
        told,
        _("If you did this, all is well. If not, sign in, choose a new password and write to us."),
        Button(_("Look at your account"), absolute(reverse("account"))),
    )
    subject = told.removesuffix(".")
    return Message(kind="accounts.changed", subject=subject, parts=parts, values={"change": told})


def unused(until: date) -> Message:
    """Her account has been unused for long and will be removed on that day."""
    day = date_format(until, "DATE_FORMAT")
    return Message(
        kind="accounts.unused",
        subject=_("Do you still need your account?"),
        parts=(
            _("You have not signed in for almost two years. We do not keep what nobody needs.")
            + " "
            + _("If you do nothing, your account is removed on %(day)s.") % {"day": day},
            _("What you have published stays with your organisation."),
            Button(_("Sign in and keep the account"), absolute(reverse("sign-in"))),
        ),
        values={"day": day},
    )


def removed() -> Message:
    """Her account is gone: a receipt."""
    return Message(
        kind="accounts.removed",
        subject=pgettext("letter", "Your account has been removed"),
        parts=(
            _("We have removed your account and what tied it to you."),
            _("What you wrote for your organisation stays with it, without your name."),
            _("Thank you for what you have done. You are welcome back at any time."),
        ),
    )


def made_coordinator(region: str) -> Message:
    """She has been made the coordinator of a region."""
    return Message(
        kind="accounts.made_coordinator",
        subject=_("You are now a coordinator: %(region)s") % {"region": region},
        parts=(
            _("You have been made a coordinator in Seurantalo. Your region is %(region)s.")
            % {"region": region},
            _(
                "Sign in with this address: we send you a code. Then we ask for a second lock, because you can change what many have written."
            ),
            Button(_("To my desk"), absolute(reverse("sign-in"))),
        ),
        values={"region": region},
    )


SAMPLES: tuple[tuple[str, Promise, Callable[[], Message]], ...] = (
    ("sign_in_code", gettext_lazy("Code for signing in"), lambda: sign_in_code("482913")),
    (
        "verification_code",
        gettext_lazy("Code that confirms an address"),
        lambda: verification_code("482913"),
    ),
    ("password_code", gettext_lazy("Code for a new password"), lambda: password_code("482913")),
    ("no_account", gettext_lazy("No account with this address"), no_account),
    ("address_in_use", gettext_lazy("The address has an account already"), address_in_use),
    (
        "changed",
        gettext_lazy("Something changed in the account"),
        lambda: account_changed("password_changed"),
    ),
    (
        "unused",
        gettext_lazy("The account has been unused for long"),
        lambda: unused(date(2027, 1, 31)),
    ),
    ("removed", gettext_lazy("The account has been removed"), removed),
    (
        "made_coordinator",
        gettext_lazy("Made a coordinator"),
        lambda: made_coordinator("Pohjois-Savo"),
    ),
)
for _name, _title, _sample in SAMPLES:
    kinds.register(f"accounts.{_name}", _title, sample=_sample, last=_name == "removed")
