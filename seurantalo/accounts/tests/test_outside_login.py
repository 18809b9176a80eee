"""An employer's login (OpenID Connect): a small provider of our own, on this machine, plays it."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.conf import settings as configured
from django.urls import reverse

from seurantalo.accounts.models import User
from seurantalo.accounts.tests.letterbox import code_in

pytestmark = pytest.mark.django_db


class Provider(BaseHTTPRequestHandler):
    """Answers as an OpenID Connect provider does; `claims` is what it knows of who signs in."""

    claims: dict = {}

    def do_GET(self):
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("/openid-configuration"):
            self.tell({
                "issuer": base, "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token", "userinfo_endpoint": f"{base}/userinfo",
                "jwks_uri": f"{base}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            })  # fmt: skip
        else:
            self.tell(self.claims)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        identity = {
            **self.claims, "aud": "us", "iat": now, "exp": now + 60,
            "iss": f"http://127.0.0.1:{self.server.server_port}",
        }  # fmt: skip
        token = jwt.encode(identity, "a secret of thirty-two characters", algorithm="HS256")
        self.tell({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def tell(self, what):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *args):
        """In silence."""


@pytest.fixture
def provider(settings):
    server = HTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "oidc", "name": "Työnantaja", "client_id": "us", "secret": "s",
        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}"},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    settings.OUTSIDE_LOGIN = "Työnantaja"
    yield Provider
    server.shutdown()
    server.server_close()


def come_back(client, provider, **claims):
    """To the provider and back, as a browser would."""
    provider.claims = {"sub": "4711", **claims}
    away = client.post(reverse("openid_connect_login", args=["oidc"]), {"next": "/tietoa"})
    query = parse_qs(urlsplit(away["Location"]).query)
    assert query["code_challenge"] and query["redirect_uri"] == [
        "http://testserver/tili/oidc/oidc/login/callback/"
    ]
    sent = {"state": query["state"][0], "code": "c"}
    return client.get(reverse("openid_connect_callback", args=["oidc"]), sent)


def test_the_button_is_there_only_when_the_settings_say_so(client, settings):
    assert "oidc" not in client.get(reverse("sign-in")).content.decode()
    settings.OUTSIDE_LOGIN = "Suomi.fi"
    assert "Kirjaudu: Suomi.fi" in client.get(reverse("sign-in")).content.decode()


def test_a_link_signs_nobody_in(client, provider):
    page = client.get(reverse("openid_connect_login", args=["oidc"]))
    assert page.status_code == 200 and "Jatkat palveluun" in page.content.decode()


def test_by_a_verified_address_she_is_the_one_we_know(client, aino, provider):
    answer = come_back(client, provider, email=aino.email, email_verified=True)
    assert answer["Location"] == "/tietoa"
    assert client.session["_auth_user_id"] == str(aino.pk) and User.objects.count() == 1


def test_an_unverified_address_opens_nobodys_account(client, aino, provider):
    come_back(client, provider, email=aino.email, email_verified=False)
    assert client.session.get("_auth_user_id") != str(aino.pk)


def test_the_new_get_an_account(client, provider):
    come_back(client, provider, email="maija@example.fi", email_verified=True, given_name="Maija")
    maija = User.objects.get(email="maija@example.fi")
    assert client.session["_auth_user_id"] == str(maija.pk) and maija.first_name == "Maija"


def test_without_an_address_she_gives_one_and_proves_it(client, provider, mailoutbox):
    answer = come_back(client, provider)
    assert answer["Location"] == reverse("socialaccount_signup")
    client.post(answer["Location"], {"email": "maija@example.fi"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_email_verification_sent"), {"code": code_in(mailoutbox)})
    assert "_auth_user_id" in client.session


def test_an_official_still_needs_the_second_lock(client, doris, provider, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    come_back(client, provider, email=doris.email, email_verified=True)
    assert client.get(reverse("api-keys"))["Location"].startswith(reverse("mfa_index"))


def test_who_turns_back_hears_what_to_do(client, provider):
    client.post(reverse("openid_connect_login", args=["oidc"]))
    page = client.get(
        reverse("openid_connect_callback", args=["oidc"]), {"error": "access_denied"}, follow=True
    )
    assert "jäi kesken" in page.content.decode()


def test_nothing_of_it_is_set_by_itself():
    assert configured.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] == []
