"""For trying out and developing: `./dev demo` and `./dev run` use this."""

from seurantalo.config.settings.base import *  # noqa: F403 - settings modules are layered so

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Static files straight from the rooms: no collectstatic between an edit and its effect.
WHITENOISE_USE_FINDERS = True
