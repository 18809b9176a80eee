"""For the public: refuses every setting that is unsafe there, saying which and why."""

from django.core.exceptions import ImproperlyConfigured as Refused

from seurantalo.config import env
from seurantalo.config.settings.base import *  # noqa: F403 - settings modules are layered so
from seurantalo.config.settings.base import BASE_URL, DATABASE_URL, DEBUG, SECRET_KEY

if DEBUG:
    raise Refused("SEURANTALO_DEBUG=yes shows the inside to everybody: set it to no")
if SECRET_KEY.startswith("insecure") or len(SECRET_KEY) < 40:
    raise Refused("SEURANTALO_SECRET_KEY: give a random secret of at least 40 characters")
if DATABASE_URL.startswith("sqlite") and not env.boolean("SEURANTALO_ALLOW_SQLITE", False):
    raise Refused("SQLite suits one machine: set SEURANTALO_ALLOW_SQLITE=yes if you mean it")
SECURE_COOKIES = env.boolean("SEURANTALO_SECURE_COOKIES", True)
if not SECURE_COOKIES or not BASE_URL.startswith("https://"):
    raise Refused("cookies go over HTTPS: SEURANTALO_BASE_URL=https://…, SECURE_COOKIES=yes")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.boolean("SEURANTALO_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Every process counts the same attempts, and no other service is needed.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        # Above this Django throws away what still counts, and its own default is 300.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
