"""Addresses of signing in and of one's account. allauth's views keep allauth's names."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as outside
from allauth.usersessions import views as sessions
from django.urls import URLPattern, path

from seurantalo.accounts import views
from seurantalo.common.addresses import spelled

SIGN_IN = {"fi": "kirjaudu", "sv": "logga-in", "en": "sign-in", "se": "logge-sisa"}
CODE = {lang: f"{word}/{code}" for (lang, word), code in zip(
    SIGN_IN.items(), ("koodi", "kod", "code", "koda"), strict=True
)}  # fmt: skip
JOIN = {"fi": "liity", "sv": "ga-med", "en": "join", "se": "searvva"}
OWN = {"fi": "tili", "sv": "konto", "en": "account", "se": "konto"}


def own(fi: str, sv: str, en: str) -> str:
    """An address under the account's, each language in its own words."""
    tails = {"fi": fi, "sv": sv, "en": en, "se": fi}
    return spelled({lang: f"{word}/{tails[lang]}" for lang, word in OWN.items()})


signing_in: list[URLPattern] = [
    path(spelled(SIGN_IN), views.sign_in, name="sign-in"),
    path(spelled(SIGN_IN), views.sign_in, name="account_login"),
    path(spelled(CODE), allauth.request_login_code, name="enter"),
    path(spelled(CODE), allauth.request_login_code, name="account_request_login_code"),
    path(spelled(JOIN), views.sign_up, name="sign-up"),
    path(spelled(JOIN), views.sign_up, name="account_signup"),
    path(spelled(CODE, "/2"), views.confirm_code, name="account_confirm_login_code"),
    path(spelled(CODE, "/0"), views.another_address, name="enter-again"),
    path(spelled(SIGN_IN, "/2"), mfa.authenticate, name="mfa_authenticate"),
    path(spelled(SIGN_IN, "/3"), passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("kirjaudu-ulos", views.sign_out, name="sign-out"),
    path("kirjaudu-ulos", views.sign_out, name="account_logout"),
    path(
        own("uusi-salasana", "nytt-losenord", "new-password"),
        allauth.password_reset, name="account_reset_password",
    ),
    path(
        own("uusi-salasana/koodi", "nytt-losenord/kod", "new-password/code"),
        allauth.confirm_password_reset_code, name="account_confirm_password_reset_code",
    ),
    path(
        own("uusi-salasana/valitse", "nytt-losenord/valj", "new-password/choose"),
        allauth.complete_password_reset, name="account_complete_password_reset",
    ),
    path(
        own("uusi-salasana/valmis", "nytt-losenord/klart", "new-password/done"),
        allauth.password_reset_from_key_done, name="account_password_reset_completed",
    ),
    path(own("suljettu", "stangt", "closed"), allauth.account_inactive, name="account_inactive"),
]  # fmt: skip

account: list[URLPattern] = [
    path(spelled(OWN), views.account, name="account"),
    path(own("osoite", "adress", "address"), allauth.email, name="account_email"),
    path(
        own("osoite/koodi", "adress/kod", "address/code"),
        allauth.email_verification_sent, name="account_email_verification_sent",
    ),
    path(
        own("salasana", "losenord", "password"),
        allauth.password_change, name="account_change_password",
    ),
    path(
        own("salasana/anna", "losenord/ange", "password/set"),
        allauth.password_set, name="account_set_password",
    ),
    path(
        own("varmista", "bekrafta", "prove"),
        allauth.reauthenticate, name="account_reauthenticate",
    ),
    path(
        own("varmista/koodi", "bekrafta/kod", "prove/code"),
        mfa.reauthenticate, name="mfa_reauthenticate",
    ),
    path(
        own("varmista/avain", "bekrafta/nyckel", "prove/passkey"),
        passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn",
    ),
    path(own("istunnot", "sessioner", "sessions"), sessions.list_usersessions, name="usersessions_list"),
    path(
        own("istunnot/<key:pk>/lopeta", "sessioner/<key:pk>/avsluta", "sessions/<key:pk>/end"),
        views.end_session, name="account-end-session",
    ),
    path(own("tiedot.json", "uppgifter.json", "data.json"), views.download, name="account-download"),
    path(own("poista", "radera", "erase"), views.erase, name="account-erase"),
    path(own("rajapinta-avaimet", "api-nycklar", "api-keys"), views.api_keys, name="api-keys"),
    path(
        own("rajapinta-avaimet/<key:pk>/peru", "api-nycklar/<key:pk>/aterkalla", "api-keys/<key:pk>/revoke"),
        views.revoke_key, name="api-key-revoke",
    ),
    path(own("nae-kuten", "se-som", "see-as"), views.look_as, name="see-as"),
    path(own("nae-kuten/lopeta", "se-som/sluta", "see-as/stop"), views.stop_looking, name="see-as-stop"),
]  # fmt: skip

second_lock: list[URLPattern] = [
    path(own("toinen-lukko", "andra-las", "second-lock"), mfa.index, name="mfa_index"),
    path(
        own("toinen-lukko/sovellus", "andra-las/app", "second-lock/app"),
        totp.activate_totp, name="mfa_activate_totp",
    ),
    path(
        own("toinen-lukko/sovellus/poista", "andra-las/app/ta-bort", "second-lock/app/remove"),
        totp.deactivate_totp, name="mfa_deactivate_totp",
    ),
    path(
        own("varakoodit", "reservkoder", "recovery-codes"),
        recovery.view_recovery_codes, name="mfa_view_recovery_codes",
    ),
    path(
        own("varakoodit/uudet", "reservkoder/nya", "recovery-codes/new"),
        recovery.generate_recovery_codes, name="mfa_generate_recovery_codes",
    ),
    path(
        own("varakoodit.txt", "reservkoder.txt", "recovery-codes.txt"),
        recovery.download_recovery_codes, name="mfa_download_recovery_codes",
    ),
    path(
        own("paasyavaimet", "nycklar", "passkeys"),
        passkeys.list_webauthn, name="mfa_list_webauthn",
    ),
    path(
        own("paasyavaimet/uusi", "nycklar/ny", "passkeys/new"),
        passkeys.add_webauthn, name="mfa_add_webauthn",
    ),
    path(
        own("paasyavaimet/<key:pk>", "nycklar/<key:pk>", "passkeys/<key:pk>"),
        passkeys.edit_webauthn, name="mfa_edit_webauthn",
    ),
    path(
        own("paasyavaimet/<key:pk>/poista", "nycklar/<key:pk>/ta-bort", "passkeys/<key:pk>/remove"),
        passkeys.remove_webauthn, name="mfa_remove_webauthn",
    ),
]  # fmt: skip

outside_logins: list[URLPattern] = [
    path(
        own("ulkoinen", "utifran", "outside"), outside.connections, name="socialaccount_connections"
    ),
    path(
        own("ulkoinen/liity", "utifran/ga-med", "outside/join"),
        outside.signup, name="socialaccount_signup",
    ),
    path(
        own("ulkoinen/keskeytyi", "utifran/avbrots", "outside/cancelled"),
        outside.login_cancelled, name="socialaccount_login_cancelled",
    ),
    path(
        own("ulkoinen/virhe", "utifran/fel", "outside/error"),
        outside.login_error, name="socialaccount_login_error",
    ),
]  # fmt: skip

urlpatterns: list[URLPattern] = [*signing_in, *account, *second_lock, *outside_logins]
