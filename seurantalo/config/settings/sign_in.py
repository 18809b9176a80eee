"""How people sign in: django-allauth and its limits. Described in `accounts/README.md`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from seurantalo.config import env

SIGN_IN_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
REQUIRE_SECOND_FACTOR = env.boolean("SEURANTALO_REQUIRE_SECOND_FACTOR", True)
# What who still lacks her second factor may read, besides her account: what everybody may.
OPEN_WITHOUT_SECOND_FACTOR = {
    "front", "search", "search-ics", "search-atom", "search-geojson", "suggestions", "calendar",
    "municipalities", "municipality", "themes", "theme", "activity", "activity-ics",
    "activity-json", "organization", "organization-json", "about", "accessibility", "privacy",
    "sign-in", "sign-out", "confirm", "invitation",
}  # fmt: skip

ACCOUNT_WARN_AFTER_MONTHS = env.integer("SEURANTALO_ACCOUNT_WARN_AFTER_MONTHS", 23, least=1)
ACCOUNT_REMOVE_AFTER_MONTHS = env.integer("SEURANTALO_ACCOUNT_REMOVE_AFTER_MONTHS", 24, least=2)
if ACCOUNT_REMOVE_AFTER_MONTHS <= ACCOUNT_WARN_AFTER_MONTHS:
    raise ImproperlyConfigured(
        f"SEURANTALO_ACCOUNT_REMOVE_AFTER_MONTHS={ACCOUNT_REMOVE_AFTER_MONTHS}:"
        " people are warned before they are removed, give more than the months of the warning"
    )

ACCOUNT_ADAPTER = "seurantalo.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# No password at sign-up: an address must be proved before anything can be attached to it, or a
# stranger could lay a password in wait on an account that its owner later proves.
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
# Digits are read over the phone and typed on one; a code lives for a quarter of an hour only.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_FORMS = {
    "login": "seurantalo.accounts.forms.PasswordForm",
    "request_login_code": "seurantalo.accounts.forms.EnterForm",
    "confirm_login_code": "seurantalo.accounts.forms.CodeForm",
    "confirm_email_verification_code": "seurantalo.accounts.forms.VerificationCodeForm",
    "confirm_password_reset_code": "seurantalo.accounts.forms.ResetCodeForm",
    "reset_password": "seurantalo.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "seurantalo.accounts.forms.NewPasswordForm",
    "set_password": "seurantalo.accounts.forms.FirstPasswordForm",
    "change_password": "seurantalo.accounts.forms.ChangePasswordForm",
    "add_email": "seurantalo.accounts.forms.ChangeEmailForm",
    "reauthenticate": "seurantalo.accounts.forms.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/10m/key",
    "request_login_code": "30/m/ip,5/10m/key",
    "reset_password": "20/m/ip,5/10m/key",
    "confirm_email": "1/10s/key",
    "signup": "20/m/ip",
}
# How many proxies of ours stand in front and add to X-Forwarded-For; 0: the caller's own address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("SEURANTALO_TRUSTED_PROXIES", 0)

MFA_ADAPTER = "seurantalo.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Seurantalo"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "seurantalo.accounts.forms.SecondFactorForm",
    "reauthenticate": "seurantalo.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "seurantalo.accounts.forms.ActivateAppForm",
    "add_webauthn": "seurantalo.accounts.forms.AddPasskeyForm",
}

# Suomi.fi or an employer's login (OpenID Connect): the button is there when these are set.
OIDC_NAME = env.string("SEURANTALO_OIDC_NAME")
OIDC_ISSUER = env.string("SEURANTALO_OIDC_ISSUER")
OIDC_CLIENT_ID = env.string("SEURANTALO_OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env.secret("SEURANTALO_OIDC_CLIENT_SECRET")
if OIDC_ISSUER and not (OIDC_NAME and OIDC_CLIENT_ID):
    raise ImproperlyConfigured(
        "SEURANTALO_OIDC_ISSUER: give SEURANTALO_OIDC_NAME and SEURANTALO_OIDC_CLIENT_ID as well"
    )
if OIDC_ISSUER and urlsplit(OIDC_ISSUER).scheme not in {"http", "https"}:
    raise ImproperlyConfigured(f"SEURANTALO_OIDC_ISSUER={OIDC_ISSUER!r}: give https://…")
SOCIALACCOUNT_ADAPTER = "seurantalo.accounts.adapters.OutsideAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = False
# An outside login is joined to an account only by an address that the outside says is verified.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_ISSUER.rstrip("/")},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
