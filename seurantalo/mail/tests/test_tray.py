"""Somebody trying the service out reads her letters on a page; nowhere else is there such a page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from seurantalo.mail import commands
from seurantalo.mail.messages import Code, Message

pytestmark = pytest.mark.django_db
LETTER = Message("accounts.sign_in_code", "Koodi on AB12", ("Hei äiti!", Code("AB12")))


def test_there_is_no_such_page_where_letters_are_sent(client):
    assert client.get("/posti").status_code == 404
    assert client.post("/posti").status_code == 404


def test_letters_are_read_on_a_page(client, settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.MAILERS = {
        "default": {
            "BACKEND": "seurantalo.mail.backends.Folder",
            "OPTIONS": {"folder": str(tmp_path / "mail")},
        }
    }
    assert "Ei vielä" in client.get("/posti").content.decode()
    commands.send(LETTER, to="aino@x.example")
    page = client.get("/posti").content.decode()
    assert "Koodi on AB12" in page
    (path,) = (tmp_path / "mail").glob("*.eml")
    shown = client.get(reverse("post-letter", args=[path.stem]))
    assert "Hei äiti!" in shown.content.decode()
    alone = client.get(reverse("post-letter-html", args=[path.stem]))
    assert "AB12" in alone.content.decode()
    assert "default-src 'none'" in alone["Content-Security-Policy"]
    client.post("/posti")
    assert not list((tmp_path / "mail").glob("*.eml"))
    assert client.get(reverse("post-letter", args=[path.stem])).status_code == 404
