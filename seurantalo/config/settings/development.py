"""For trying out and developing: `./dev demo` and `./dev run` use this."""

import os

from seurantalo.config.settings import post
from seurantalo.config.settings.base import *  # noqa: F403 - settings modules are layered so
from seurantalo.config.settings.base import VAR

# Letters become files, shown at /posti, so that somebody trying the service out can read hers.
MAIL_FOLDER = VAR / "mail"
if not os.environ.get("SEURANTALO_EMAIL_URL"):
    MAILERS = post.mailers(f"folder://{MAIL_FOLDER}")
# Static files straight from the rooms: no collectstatic between an edit and its effect.
WHITENOISE_USE_FINDERS = True
# Passkeys without HTTPS, on this machine; the demo's officials sign in by their password alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
if "SEURANTALO_REQUIRE_SECOND_FACTOR" not in os.environ:
    REQUIRE_SECOND_FACTOR = False
