"""How letters leave is one setting, and a wrong one says what to give."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import mailers

from seurantalo.config.settings import post


@pytest.mark.parametrize(
    ("url", "backend", "options"),
    [
        (
            "smtp://aino:s%3Aana@mail.x:587?tls",
            post.SMTP,
            {"host": "mail.x", "port": 587, "password": "s:ana", "use_tls": True},
        ),
        ("smtps://mail.x", post.SMTP, {"port": 465, "use_ssl": True, "use_tls": False}),
        ("smtp://localhost", post.SMTP, {"port": 25}),
        ("folder:///tmp/mail", post.FOLDER, {"folder": "/tmp/mail"}),
        (
            "anymail+mailjet:?api_key=a&secret_key=b",
            "anymail.backends.mailjet.EmailBackend",
            {"api_key": "a", "secret_key": "b"},
        ),
        ("console:", post.CONSOLE, {}),
    ],
)
def test_one_setting_says_how_letters_leave(url, backend, options, settings):
    settings.MAILERS = post.mailers(url)
    assert settings.MAILERS["default"]["BACKEND"] == backend
    assert options.items() <= settings.MAILERS["default"]["OPTIONS"].items()
    assert mailers.default  # the backend takes every option


@pytest.mark.parametrize("url", ["", "http://x", "smtp://", "smtp://x:port"])
def test_a_wrong_setting_says_what_to_give(url):
    with pytest.raises(ImproperlyConfigured, match="SEURANTALO_EMAIL_URL"):
        post.mailers(url)
