"""Wiring of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "seurantalo.accounts"

    def ready(self) -> None:
        """The admin asks for the second factor too; the download of own data begins with ours."""
        from allauth.account.decorators import secure_admin_login
        from allauth.mfa.signals import authenticator_added
        from django.contrib import admin

        from seurantalo.accounts import own_data, receivers
        from seurantalo.publishing import commands as publishing

        admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
        authenticator_added.connect(receivers.show_recovery_codes)
        own_data.register("account", own_data.account)
        publishing.register_words("accounts.make_key", _("API key made"))
        publishing.register_words("accounts.revoke_key", _("API key revoked"))
        publishing.register_words("accounts.see_as", _("looked as somebody else"))
