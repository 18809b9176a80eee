"""Every setting, read from the environment by the typed functions of `config.env`.

Each variable is described in `docs/settings.md`; a test compares the two. Regional facts (names,
colours, texts) are data, never settings.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django.conf.locale
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from seurantalo.config import env
from seurantalo.config.settings import post, sign_in

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(env.string("SEURANTALO_VAR", str(ROOT / "var")))

VAR.mkdir(parents=True, exist_ok=True)

DEBUG = env.boolean("SEURANTALO_DEBUG", False)
SECRET_KEY = env.secret("SEURANTALO_SECRET_KEY", "insecure-key-for-trying-out")
ALLOWED_HOSTS = env.listing("SEURANTALO_HOSTS", "localhost,127.0.0.1,[::1]")
BASE_URL = env.string("SEURANTALO_BASE_URL", "http://localhost:8000").rstrip("/")
if urlsplit(BASE_URL).scheme not in {"http", "https"} or not urlsplit(BASE_URL).netloc:
    raise ImproperlyConfigured(f"SEURANTALO_BASE_URL={BASE_URL!r}: give https://host")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "seurantalo.common.http.csrf_failure"

# Lower rooms first: their receivers hear a publication before those above them.
INSTALLED_APPS = [
    "seurantalo.common",
    "seurantalo.ui",
    "django_tasks_db",
    "seurantalo.jobs",
    "seurantalo.publishing",
    "seurantalo.mail",
    "seurantalo.taxonomy",
    "seurantalo.places",
    "seurantalo.accounts",
    "seurantalo.organizations",
    "seurantalo.activities",
    "seurantalo.networks",
    "seurantalo.planning",
    "seurantalo.signups",
    "seurantalo.search",
    "seurantalo.interop",
    "seurantalo.telling",
    "seurantalo.quality",
    "seurantalo.desk",
    "wagtail",
    "modelcluster",
    "taggit",
    "waffle",
    "anymail",
    "ninja",  # the page of the API from our own server
    *sign_in.SIGN_IN_APPS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",  # its widgets, beneath our own templates of forms
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "seurantalo.common.http.RefuseBrokenRequests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "seurantalo.accounts.see_as.SeeAs",
    "seurantalo.accounts.second_factor.AskSecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "seurantalo.quality.looks.CountLooks",
]

FORM_RENDERER = "seurantalo.ui.forms.Renderer"
ROOT_URLCONF = "seurantalo.config.urls"
WSGI_APPLICATION = "seurantalo.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "seurantalo.ui.context.frame",
            ],
            "builtins": ["seurantalo.ui.templatetags.ui"],
        },
    },
]


def database(url: str) -> dict[str, object]:
    """Django's DATABASES entry for sqlite:///path or postgresql://user:password@host:port/name."""
    try:
        parts, port = urlsplit(url), str(urlsplit(url).port or "")
    except ValueError as error:
        raise ImproperlyConfigured(f"SEURANTALO_DATABASE_URL: {error}") from error
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///") or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                "timeout": 20,
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path[1:],
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": port,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(
        f"SEURANTALO_DATABASE_URL={parts.scheme}:…: give sqlite:///path"
        " or postgresql://user:password@host:port/name"
    )


DATABASE_URL = env.secret("SEURANTALO_DATABASE_URL", f"sqlite:///{VAR / 'seurantalo.sqlite3'}")
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
# What allauth reads; by name those that our own code reads.
globals().update({name: value for name, value in vars(sign_in).items() if name.isupper()})
REQUIRE_SECOND_FACTOR = sign_in.REQUIRE_SECOND_FACTOR
OPEN_WITHOUT_SECOND_FACTOR = sign_in.OPEN_WITHOUT_SECOND_FACTOR
ACCOUNT_WARN_AFTER_MONTHS = sign_in.ACCOUNT_WARN_AFTER_MONTHS
ACCOUNT_REMOVE_AFTER_MONTHS = sign_in.ACCOUNT_REMOVE_AFTER_MONTHS
OUTSIDE_LOGIN = sign_in.OIDC_NAME if sign_in.OIDC_ISSUER else ""
MFA_TOTP_ISSUER = sign_in.MFA_TOTP_ISSUER
SOCIALACCOUNT_PROVIDERS = sign_in.SOCIALACCOUNT_PROVIDERS
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "front"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Counts attempts (rate limits). One process keeps them in memory; production shares them.
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Django does not know Northern Sámi.
django.conf.locale.LANG_INFO["se"] = {
    "bidi": False,
    "code": "se",
    "name": "Northern Sami",
    "name_local": "Davvisámegiella",
}
LANGUAGE_CODE = "fi"
LANGUAGES = [
    ("fi", "Suomi"),
    ("sv", "Svenska"),
    ("en", "English"),
    ("se", "Davvisámegiella"),
]
LOCALE_PATHS = [ROOT / "locale"]
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Only the tests have their servers next door; see `common.fetching`.
FETCH_ALLOW_PRIVATE = False

# The search index and the word data are derived files: safe to delete, rebuilt by `reindex`.
SEARCH_INDEX_DIR = Path(env.string("SEURANTALO_SEARCH_INDEX_DIR", str(VAR / "search")))
SEARCH_ANALYSER = env.string(
    "SEURANTALO_SEARCH_ANALYSER", "auto", choices=("auto", "voikko", "simplemma", "snowball")
)
LOOKS_WRITTEN_EVERY = 60  # seconds; 0: only when asked
OCCURRENCE_HORIZON_DAYS = env.integer("SEURANTALO_OCCURRENCE_HORIZON_DAYS", 400, least=30)

# Empty: the map is drawn from our own data and asks nothing outside.
MAP_TILE_URL = env.string("SEURANTALO_MAP_TILE_URL")
MAP_TILE_ATTRIBUTION = env.string("SEURANTALO_MAP_TILE_ATTRIBUTION")
MAP_TILE_MAX_ZOOM = env.integer("SEURANTALO_MAP_TILE_MAX_ZOOM", 18, least=1)

# A machine that drafts translations (LibreTranslate's shapes); empty: nobody is offered one.
TRANSLATION_URL = env.string("SEURANTALO_TRANSLATION_URL")
TRANSLATION_KEY = env.secret("SEURANTALO_TRANSLATION_KEY")
TRANSLATION_LANGUAGES = env.listing("SEURANTALO_TRANSLATION_LANGUAGES", "sv,en")

# The human on the other end, shown where a search finds nothing and in the footer.
CONTACT_PHONE = env.string("SEURANTALO_CONTACT_PHONE")
CONTACT_EMAIL = env.string("SEURANTALO_CONTACT_EMAIL", "yhteys@seurantalo.example")

EMAIL_FROM = env.string("SEURANTALO_EMAIL_FROM", "Seurantalo <yhteys@seurantalo.example>")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM
EMAIL_URL = env.secret("SEURANTALO_EMAIL_URL", "smtp://localhost")
MAILERS = post.mailers(EMAIL_URL)
# Mail providers tell of bounces at /anymail/…; without the secret that door is closed.
EMAIL_WEBHOOK_SECRET = env.secret("SEURANTALO_EMAIL_WEBHOOK_SECRET")
ANYMAIL = {"WEBHOOK_SECRET": EMAIL_WEBHOOK_SECRET} if EMAIL_WEBHOOK_SECRET else {}
# Where answers to letters come in (plan+…@this), told by the same provider; empty: nowhere.
INBOUND_DOMAIN = env.string("SEURANTALO_INBOUND_DOMAIN")

# What is done later waits in the database, and `manage.py worker` does it.
TASKS = {"default": {"BACKEND": "seurantalo.jobs.backends.Queue", "QUEUES": ["default", "mail"]}}
WAFFLE_CREATE_MISSING_SWITCHES = False

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
TILE_ORIGIN = (
    [f"{urlsplit(MAP_TILE_URL).scheme}://{urlsplit(MAP_TILE_URL).netloc}"] if MAP_TILE_URL else []
)
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *TILE_ORIGIN],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

WAGTAIL_SITE_NAME = "Seurantalo"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_FINISH_WORKFLOW_ACTION = "seurantalo.publishing.workflow.publish_reviewed"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "seurantalo.common.logs.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "loggers": {"wagtail": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.string("SEURANTALO_LOG_LEVEL", "INFO")},
}
