"""How letters leave the service: one address says where to, for SMTP and for mail providers."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FOLDER = "seurantalo.mail.backends.Folder"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
CONSOLE = "django.core.mail.backends.console.EmailBackend"
TIMEOUT = 20  # seconds


def mailers(url: str) -> dict[str, dict[str, Any]]:
    """Django's MAILERS from smtp://user:password@host:587?tls and its like.

    Also smtps://… (TLS from the first byte), folder:///path (files, for trying out), console: and
    anymail+mailjet:?api_key=…&secret_key=… (any provider that django-anymail knows).
    """
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError as error:
        raise ImproperlyConfigured(f"SEURANTALO_EMAIL_URL: {error}") from error
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.scheme == "console":
        return _one(CONSOLE)
    if parts.scheme == "folder" and parts.path:
        return _one(FOLDER, folder=unquote(parts.path))
    if parts.scheme.startswith("anymail+"):
        provider = parts.scheme.removeprefix("anymail+").replace("-", "_")
        return _one(f"anymail.backends.{provider}.EmailBackend", **query)
    if parts.scheme in {"smtp", "smtps"} and parts.hostname:
        secure = parts.scheme == "smtps"
        return _one(
            SMTP,
            host=parts.hostname,
            port=port or (465 if secure else 587 if "tls" in query else 25),
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            use_ssl=secure,
            use_tls=not secure and "tls" in query,
            timeout=TIMEOUT,
        )
    raise ImproperlyConfigured(
        f"SEURANTALO_EMAIL_URL={parts.scheme}:…: give smtp://user:password@host:587?tls, smtps://…,"
        " anymail+PROVIDER:?api_key=… or folder:///path"
    )


def _one(backend: str, **options: Any) -> dict[str, dict[str, Any]]:
    return {"default": {"BACKEND": backend, "OPTIONS": options}}
