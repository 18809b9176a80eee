"""The forms of signing in and of one's account, in our words.

Those of allauth do the checking; here they get labels, hints and the right keyboards.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from seurantalo.accounts import commands, queries
from seurantalo.accounts.models import User

CODE_HINT = _("Six digits. The code works for a quarter of an hour.")


def _relabel(form: forms.Form, name: str, label: Any, hint: Any = "", **attributes: Any) -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


def _password_rules() -> str:
    return " ".join(str(rule) for rule in password_validators_help_texts())


class EnterForm(allauth.RequestLoginCodeForm):
    """Her address, to which a code is sent; whoever is new gets an account by the same code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, "email", _("Email address"), autocomplete="username", inputmode="email")

    def clean_email(self) -> str:
        """The address; an account waits for its code from here on, and nobody is told which."""
        email: str = super().clean_email().strip().lower()
        # The view sends the code to `_user`, for which allauth has no public name.
        if self._user is None and queries.person(email) is None:
            language = get_language() or settings.LANGUAGE_CODE
            self._user = commands.join(email=email, language=language)
        return email


class PasswordForm(allauth.LoginForm):
    """Address and password."""

    prefix = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_password_%s")
        super().__init__(*args, **kwargs)
        # allauth takes it away where nobody gives a password when she joins.
        self.fields["password"] = deepcopy(self.base_fields["password"])
        _relabel(self, "login", _("Email address"), autocomplete="username", inputmode="email")
        _relabel(self, "password", _("Password"))


class _Code:
    """A code from a letter or an app: digits, pasted or typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(
            self,  # type: ignore[arg-type]
            "code",
            _("Code"),
            CODE_HINT,
            autocomplete="one-time-code",
            inputmode="numeric",
            autofocus=True,
        )


class CodeForm(_Code, allauth.ConfirmLoginCodeForm):
    """The code that signs in."""


class VerificationCodeForm(_Code, allauth.ConfirmEmailVerificationCodeForm):
    """The code that shows an address to be hers."""


class ResetCodeForm(_Code, allauth.ConfirmPasswordResetCodeForm):
    """The code that allows a new password."""


class ResetPasswordForm(allauth.ResetPasswordForm):
    """Where to send the code for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, "email", _("Email address"), autocomplete="username", inputmode="email")


class _NewPassword:
    """A new password, typed once: it can be shown, and a code helps when it was mistyped."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = lazy(_password_rules, str)()
        _relabel(self, "password1", _("New password"), hint)  # type: ignore[arg-type]
        del self.fields["password2"]


class NewPasswordForm(_NewPassword, allauth.ResetPasswordKeyForm):
    """The new password after a code."""


class FirstPasswordForm(_NewPassword, allauth.SetPasswordForm):
    """A password for who has signed in by codes."""


class ChangePasswordForm(_NewPassword, allauth.ChangePasswordForm):
    """A new password instead of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, "oldpassword", _("Present password"))


class ChangeEmailForm(allauth.AddEmailForm):
    """A new address, which takes the place of the present one when its code has been typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("We send a code there. The present address stays until you have typed the code.")
        _relabel(self, "email", _("New email address"), hint, inputmode="email")


class ReauthenticateForm(allauth.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, "password", _("Password"))


class _AppCode:
    """A code from the app on the phone, or one of the paper codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Six digits from the app on your phone, or one of your recovery codes.")
        _relabel(self, "code", _("Code"), hint, inputmode="numeric")  # type: ignore[arg-type]


class SecondFactorForm(_AppCode, mfa.AuthenticateForm):
    """The second lock at sign-in."""


class SecondFactorAgainForm(_AppCode, mfa.ReauthenticateForm):
    """The second lock once more, before something that matters."""


class ActivateAppForm(totp.ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("The six digits that the app shows now.")
        _relabel(self, "code", _("Code from the app"), hint, inputmode="numeric")


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("So that you know it in the list: my phone, the office computer.")
        _relabel(self, "name", _("Name of the passkey"), hint)
        alone = _("No code and no password is asked. Untick only for an old security key.")
        _relabel(self, "passwordless", _("This passkey signs in by itself"), alone)
        self.fields["passwordless"].initial = True


class PersonForm(forms.ModelForm[User]):
    """How she is called and the language we write to her in."""

    class Meta:
        model = User
        fields = ["first_name", "last_name", "language"]
        labels = {
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "language": _("Language of our letters"),
        }
        help_texts = {"first_name": _("Shown to those you work with, never to everybody.")}


class ApiKeyForm(forms.Form):
    """What a new key is for."""

    name = forms.CharField(
        label=_("What is the key for?"),
        help_text=_("For example: the association's own web pages."),
        max_length=80,
    )


class EraseForm(forms.Form):
    """The address typed by hand: the account is not erased by a slip of the finger."""

    email = forms.EmailField(
        label=_("Type your email address to confirm"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """The address, which must be her own."""
        email: str = self.cleaned_data["email"].strip().lower()
        if email != self.user.email:
            raise forms.ValidationError(
                _("This is not the address of your account. It is %(email)s."),
                params={"email": self.user.email},
            )
        return email


class SeeAsForm(forms.Form):
    """A part of the name or address of whom to look as."""

    text = forms.CharField(label=_("Name or email address"), max_length=100, min_length=2)
